using Stroll.Units;

namespace Stroll.Devices.Cameras;

/// <summary>One picture of a live camera.</summary>
/// <param name="Received">By the host's clock.</param>
/// <param name="StreamTime">On the stream's own clock, which may begin anew at any time.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Pixels">Blue, green, red, row by row.</param>
public sealed record CameraPicture(Instant Received, TimeSpan StreamTime, int Width, int Height, byte[] Pixels)
{
    /// <summary>When it was taken, by the host's clock: its time on the stream's clock and the offset of that clock, see <see cref="StreamClock"/>.</summary>
    public Instant Taken { get; init; } = Received;

    /// <summary>Brightness (green) of <see cref="PictureWatch.Columns"/> × <see cref="PictureWatch.Rows"/> places.</summary>
    public byte[] Light()
    {
        var light = new byte[PictureWatch.Columns * PictureWatch.Rows];
        for (var i = 0; i < light.Length; i++)
        {
            var right = ((2 * (i % PictureWatch.Columns)) + 1) * Width / (2 * PictureWatch.Columns);
            var down = ((2 * (i / PictureWatch.Columns)) + 1) * Height / (2 * PictureWatch.Rows);
            light[i] = Pixels[(3 * ((down * Width) + right)) + 1];
        }

        return light;
    }
}

/// <summary>How a camera is read.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Address">Where its pictures come from.</param>
/// <param name="Width">Of the pictures for models; those for evidence stay as the camera made them.</param>
/// <param name="Height">Of the pictures for models.</param>
/// <param name="FramesPerSecond">At most so many pictures for models.</param>
/// <param name="IsUdp">True to ask for RTP over UDP, which loses packets instead of waiting for them.</param>
/// <param name="Decoder">More arguments for the decoder, as <c>-hwaccel vaapi</c>; from the operator's own settings.</param>
/// <param name="Evidence">The folder for untouched segments, that of the camera in the ring; none to keep none.</param>
public sealed record CameraSettings(
    string Name, CameraAddress Address, int Width, int Height, double FramesPerSecond, bool IsUdp, IReadOnlyList<string> Decoder, string? Evidence)
{
    /// <summary>What the camera should send, as its calibration has it; whatever it sends first where none is given.</summary>
    public (int Width, int Height)? Size { get; init; }
}

/// <summary>How a camera is doing.</summary>
/// <param name="Trouble">What is wrong; none while it sees.</param>
/// <param name="Since">Since when.</param>
/// <param name="Pictures">So far.</param>
/// <param name="Dropped">Pictures that nobody took in time.</param>
/// <param name="Restarts">How often the decoder was started again.</param>
/// <param name="ClockResets">How often the stream's clock began anew.</param>
/// <param name="Delay">How much longer the newest picture took than the quickest of the last half minute; none while nothing comes.</param>
/// <param name="Words">What the decoder said last, for people.</param>
public sealed record CameraState(CameraTrouble Trouble, Instant Since, long Pictures, long Dropped, int Restarts, int ClockResets, TimeSpan? Delay, string Words);
