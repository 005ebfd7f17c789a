using Stroll.Geometry;

namespace Stroll.Layout;

/// <summary>A camera by its place in <see cref="Store.Cameras"/>.</summary>
public readonly record struct CameraId(int Index);

/// <summary>A calibrated camera of the store.</summary>
/// <param name="Id">Its place in <see cref="Store.Cameras"/>.</param>
/// <param name="Name">Unique in the store; files name it so.</param>
/// <param name="View">Where it hangs, which way it looks and how it makes pixels.</param>
public sealed record Camera(CameraId Id, string Name, PinholeCamera View);
