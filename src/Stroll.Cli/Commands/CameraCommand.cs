using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Devices.Calibration;
using Stroll.Devices.Cameras;
using Stroll.Devices.Products;
using Stroll.Rendering;
using Stroll.Units;
using CameraPicture = Stroll.Devices.Cameras.CameraPicture;
using Picture = Stroll.Devices.Models.Frame;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll camera</c></summary>
internal static class CameraCommand
{
    const int Width = 640;
    const int Height = 360;
    const int Quality = 90;
    static readonly TimeSpan Connecting = TimeSpan.FromSeconds(15);

    internal static Command Build(Terminal terminal) =>
        new StrollCommand("camera", "Live cameras: what one sends, and whether it still looks where it was calibrated.").With(Probe(terminal), Drifted(terminal));

    static StrollCommand Probe(Terminal terminal)
    {
        var address = new Argument<string>("URL") { Description = "rtsp://, rtsps://, http:// or https://. What comes out does not repeat a password in it." };
        var seconds = new Option<double>("--seconds") { HelpName = "S", Description = "Watch so long once pictures come; 5 unless told otherwise.", DefaultValueFactory = _ => 5 };
        var udp = new Option<bool>("--udp") { Description = "Ask for RTP over UDP." };
        var still = new Option<string?>("--picture") { HelpName = "F.jpg", Description = "Keep the last picture, 640 x 360, as the first one for 'stroll camera drift'." };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("probe", "Watches a camera for some seconds and says what it sends.")
        {
            Notes =
            [
                "The exit code is 1 where no picture came within 15 seconds, or the camera is frozen, dark or repeats itself.",
                "JSON: {\"camera\", \"width\", \"height\", \"picturesPerSecond\", \"trouble\", \"clockResets\", \"restarts\", \"words\"}. Needs the program ffmpeg.",
            ],
            Examples = [new("./stroll camera probe rtsp://10.0.0.7/stream --picture aisle.jpg", "size, pictures a second, trouble.")],
        }.With(address, seconds, udp, still, json).Does(typed => Watch(
            terminal, typed.GetValue(address)!, typed.GetValue(seconds), typed.GetValue(udp), typed.GetValue(still), typed.GetValue(json)).GetAwaiter().GetResult());
    }

    static StrollCommand Drifted(Terminal terminal)
    {
        var then = new Argument<string>("THEN") { Description = "A picture of the empty store from the day of calibration." };
        var now = new Argument<string>("NOW") { Description = "One of tonight, of the same size." };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("drift", "Says whether a camera was moved since it was calibrated.")
        {
            Notes = ["Parts with corners in them are looked for around their places. The exit code is 1 where the camera was moved.", "JSON: {\"moved\", \"pixels\" (median; none where it looks elsewhere), \"matched\", \"parts\"}."],
            Examples = [new("./stroll camera drift aisle-monday.jpg aisle-tonight.jpg", "for a nightly job, with 'stroll camera probe --picture' before.")],
        }.With(then, now, json).Does(typed => Compare(terminal, typed.GetValue(then)!, typed.GetValue(now)!, typed.GetValue(json)));
    }

    static async Task<int> Watch(Terminal terminal, string url, double seconds, bool isUdp, string? still, bool asJson)
    {
        var address = Refusal.Unless(CameraAddress.Parse(url, "the address"));
        if (!(seconds is > 0 and <= 3600))
        {
            throw new Refusal(new("camera.value", "--seconds", FormattableString.Invariant($"{seconds}, expected more than 0 and at most 3600")));
        }

        if (Ffmpeg.Find() is null)
        {
            throw new Refusal(Ffmpeg.Missing);
        }

        await using var feed = new CameraFeed(new("camera", address, Width, Height, 30, isUdp, [], null), TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(terminal.Stop);
        limit.CancelAfter(Connecting);
        var (count, first, last) = (0, (CameraPicture?)null, (CameraPicture?)null);
        try
        {
            await foreach (var picture in feed.Pictures.ReadAllAsync(limit.Token))
            {
                if (first is null)
                {
                    limit.CancelAfter(TimeSpan.FromSeconds(seconds));
                }

                (first, last, count) = (first ?? picture, picture, count + 1);
            }
        }
        catch (OperationCanceledException) when (!terminal.Stop.IsCancellationRequested)
        {
            // The time is over.
        }

        if (still is not null && last is not null)
        {
            PictureFile.WriteJpeg(still, last.Pixels, last.Width, last.Height, new(0, 0, last.Width, last.Height), Quality);
        }

        var span = last is null ? 0 : (last.StreamTime - first!.StreamTime).TotalSeconds;
        return Say(terminal, address, feed.State, feed.Size, span > 0 ? (count - 1) / span : 0, asJson);
    }

    static int Say(Terminal terminal, CameraAddress address, CameraState state, (int Width, int Height)? size, double rate, bool asJson)
    {
        var trouble = state.Trouble.ToString().ToLowerInvariant();
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteString("camera", address.ToString());
                json.WriteNumber("width", size?.Width ?? 0);
                json.WriteNumber("height", size?.Height ?? 0);
                json.WriteNumber("picturesPerSecond", Math.Round(rate, 2));
                json.WriteString("trouble", trouble);
                json.WriteNumber("clockResets", state.ClockResets);
                json.WriteNumber("restarts", state.Restarts);
                json.WriteString("words", state.Words);
                json.WriteEndObject();
            });
        }
        else
        {
            terminal.Output.WriteLine(Terminal.Visible(size is { } known
                ? string.Create(CultureInfo.InvariantCulture, $"{address}: {known.Width} x {known.Height} pixels, {rate:0.0} pictures a second, {(state.Trouble == CameraTrouble.None ? "no trouble" : trouble)}")
                : $"{address}: no picture ({state.Words})"));
        }

        return state.Trouble == CameraTrouble.None ? ExitCode.Good : ExitCode.Failure;
    }

    static int Compare(Terminal terminal, string then, string now, bool asJson)
    {
        var drift = Refusal.Unless(CameraDrift.Of(Read(then), Read(now)));
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("moved", drift.IsMoved);
                if (double.IsFinite(drift.Pixels))
                {
                    json.WriteNumber("pixels", Math.Round(drift.Pixels, 2));
                }

                json.WriteNumber("matched", drift.Matched);
                json.WriteNumber("parts", drift.Textured);
                json.WriteEndObject();
            });
        }
        else
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{(drift.IsMoved ? "moved: calibrate it again" : "where it was")}; {drift.Matched} of {drift.Textured} parts found again{(double.IsFinite(drift.Pixels) ? FormattableString.Invariant($", {drift.Pixels:0.0} pixels away by their median") : "")}"));
        }

        return drift.IsMoved ? ExitCode.Failure : ExitCode.Good;
    }

    static Picture Read(string path) => PictureFile.Read(Refusal.Unless(InputFile.Bytes(path, "a picture")), ProductPictures.LongestEdge) is { } picture
        ? new(picture.Width, picture.Height, picture.Pixels)
        : throw new Refusal(new("picture.unreadable", path, "is no picture that can be read, expected a JPEG, PNG, WebP or GIF"));
}
