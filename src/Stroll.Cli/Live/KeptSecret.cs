using System.Security.Cryptography;

namespace Stroll.Cli.Live;

/// <summary>A secret of a store's own that nobody needs to know: made at the first start and kept beside its database, for its owner's eyes only.</summary>
internal static class KeptSecret
{
    const int Length = 32;

    /// <summary>The secret of this name.</summary>
    /// <param name="folder">Of the store.</param>
    /// <param name="name">Of the file.</param>
    internal static byte[] In(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(RandomNumberGenerator.GetBytes(Length));
        }

        return File.ReadAllBytes(path);
    }
}
