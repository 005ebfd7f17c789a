using System.Diagnostics;
using Stroll.Cli.Live;
using Stroll.Devices.Evidence;
using Stroll.Host.Database;
using Stroll.Host.Evidence;
using Stroll.Host.Review;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Rendering;
using Stroll.Storage.Sqlite;
using Stroll.Tests.Commands;
using Stroll.Units;

namespace Stroll.Tests.Live;

/// <summary>A camera of a running store: from its stream to the clip on the desk.</summary>
public sealed class StoreCamerasTests : IDisposable
{
    readonly TempFolder _folder = new();

    public StoreCamerasTests()
    {
        Directory.CreateDirectory(_folder["corner"]);
        _folder.Write("corner/store.yaml", "name: x\ngondolas:\n  - { gondola: 1, shelves: [ { shelf: 1, plates: [ { plate: 1 } ] } ] }\n");
        _folder.Write("corner/catalogue.csv", "barcode,name\n1,Rice\n");
        _folder.Write("corner/planogram.csv", "barcode,gondola,shelf,plates\n1,1,1,1\n");
        _folder.Write("stroll.yaml", "mqtt: { listen: '127.0.0.1:0' }\nstores:\n  - { tenant: me, store: corner, from: corner, people: nobody }\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_store_that_serves_keeps_what_its_camera_sends_and_a_reviewer_gets_a_clip_out_of_it()
    {
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        var models = TestPlaces.Data("models");
        var port = FreePorts.One();
        _folder.Write("corner/evidence.yaml", $"cameras:\n  - {{ camera: door, address: 'http://127.0.0.1:{port}/door' }}\n");
        using (Camera(port))
        {
            var served = Serve("$(ls data/stores/me/corner/evidence/ring/door/[0-9]*.ts 2>/dev/null | wc -l) -ge 3");
            Assert.True(served.Code == 0, served.Error);
        }

        var ring = new EvidenceFolder(_folder["data/stores/me/corner/evidence"]).Ring;
        var segments = ring.Segments("door");
        Assert.True(segments.Length >= 3);
        // Nothing half-written is left, and nobody writes on.
        Assert.Empty(Directory.GetFiles(ring.FolderOf("door"), "open-*"));

        var clip = ClipOf(segments[1].Begin, models);

        Assert.Equal((ClipAudience.Reviewer, "door"), (clip.Audience, Assert.Single(clip.Cameras).Camera));
        Assert.InRange((segments[1].Begin - clip.Cameras[0].Frames[0].At).TotalSeconds, 0, 5.5);
        Assert.True(clip.Cameras[0].Frames.Length > 20);
    }

    [Fact]
    public void A_camera_that_nobody_answers_for_is_said_without_its_password_and_the_store_goes_on()
    {
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        _folder.Write("corner/evidence.yaml", "cameras:\n  - { camera: door, address_from: STROLL_TEST_DOOR }\nkeep_hours: 2\n");

        var served = Serve("-n \"$(grep door err)\"", $"STROLL_TEST_DOOR=rtsp://anna:secret@127.0.0.1:{FreePorts.One()}/door");

        Assert.True(served.Code == 0, served.Error);
        var said = File.ReadAllText(_folder["err"]);
        Assert.Contains("me/corner camera door: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cameras:\n  - { camera: door }\n", "evidence.type", "evidence.yaml:2", "address_from")]
    [InlineData("cameras:\n  - { camera: ../door, address: 'rtsp://10.0.0.7/x' }\n", "evidence.type", "../door")]
    [InlineData("cameras:\n  - { camera: door, address: 'file:///etc/passwd' }\n", "evidence.type", "rtsp://")]
    [InlineData("cameras:\n  - { camera: door, address: 'concat:a|b' }\n", "evidence.type", "rtsp://")]
    [InlineData("cameras:\n  - { camera: door, address: 'rtsp://anna:secret@10.0.0.7/x' }\n", "evidence.type", "address_from")]
    [InlineData("cameras:\n  - { camera: door, adress: 'rtsp://10.0.0.7/x' }\n", "evidence.unknown-key", "address")]
    [InlineData("keep_hours: -1\n", "evidence.type", "above 0")]
    [InlineData("cameras:\n  - { camera: a, address: 'rtsp://10.0.0.7/x' }\n  - { camera: a, address: 'rtsp://10.0.0.8/x' }\n", "evidence.type", "a twice")]
    public void Each_mistake_is_one_line(string settings, params string[] words)
    {
        _folder.Write("corner/evidence.yaml", settings);

        Commands.Cli.IsRefused(Commands.Cli.Run("serve", "-c", _folder["stroll.yaml"], "--port", "0"), words);
    }

    /// <summary>Serves until something is so, but no longer than half a minute.</summary>
    /// <returns>Code 0 where it became so and the program then ended well.</returns>
    Ended Serve(string condition, string environment = "") => Commands.Cli.Shell(
        $$"""
        export {{(environment.Length > 0 ? environment : "X=")}}
        stroll serve -c stroll.yaml --port 0 --data data >out 2>err & pid=$!
        met=1
        for _ in $(seq 150); do if [[ {{condition}} ]]; then met=0; break; fi; sleep 0.2; done
        kill $(pgrep -P $pid 2>/dev/null || echo $pid); wait $pid; ended=$?
        cat err >&2
        [[ $met == 0 && ( $ended == 0 || $ended == 143 ) ]]
        """, _folder.Root);

    Clip ClipOf(Instant at, string models)
    {
        var model = Assert.IsType<Result<StoreModel>.Good>(RecordingReader.Model(_folder["corner"])).Value;
        using var database = SqliteDatabase.Open(_folder["review.db"], Schema.Store);
        using var cameras = StoreCameras.Of(new("me", "corner"), _folder["corner"], model, database, _folder["data/stores/me/corner"], models, TimeProvider.System, _ => { })!;
        var queue = new ReviewQueue(database, model.Catalogue, ReviewRules.Default, new(new byte[32]));
        database.Write(transaction => transaction.Execute(
            """
            INSERT INTO review_case (id, stream, subject, at_ns, opened_ns, due_ns, loss, rule, score, probability, design, words, offered, machine, doubt, status)
            VALUES ('c1', 'routed', 'c1', @at, @at, @due, 1, 'r', 1, 1, 'd', '', '[[]]', '[]', 0.5, 'open')
            """,
            new { at = at.Nanoseconds, due = (at + 600.Seconds).Nanoseconds }));
        var held = queue.Pull("ada", isSenior: false, at)!;
        return Assert.IsType<Result<Clip>.Good>(cameras.Clips.Give(held, "ada", "", at, TestContext.Current.CancellationToken)).Value;
    }

    /// <summary>A camera that speaks HTTP: one process that sends pictures of its own making to the first who asks.</summary>
    static Camera Camera(int port) => new(Process.Start(new ProcessStartInfo(
        Ffmpeg.Find()!,
        [
            "-v", "error", "-nostdin", "-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "10", "-pix_fmt", "yuv420p",
            "-f", "mpegts", "-listen", "1", $"http://127.0.0.1:{port}/door",
        ])
    {
        RedirectStandardError = true,
    })!);
}

/// <summary>Ends the process of a camera.</summary>
sealed class Camera(Process process) : IDisposable
{
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
