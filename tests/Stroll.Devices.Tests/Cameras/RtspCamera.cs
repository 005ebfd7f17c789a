using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Stroll.Tests.Devices.Cameras;

/// <summary>A real RTSP camera: Debian's GStreamer server with a picture of its own making.</summary>
sealed partial class RtspCamera : IDisposable
{
    const string Server = "libgstrtspserver-1.0.so.0";
    const string Gst = "libgstreamer-1.0.so.0";
    const string Glib = "libglib-2.0.so.0";
    const string GObject = "libgobject-2.0.so.0";

    static readonly Lazy<bool> IsReady = new(Prepare);

    readonly Configure _configure;
    nint _server;
    nint _media;
    uint _source;

    RtspCamera(int port)
    {
        Port = port;
        // What the library calls must stay alive as long as the camera.
        _configure = (_, media, _) => _media = media;
    }

    internal int Port { get; }

    internal string Address => $"rtsp://127.0.0.1:{Port}/camera";

    /// <summary>A camera on a free port that is not on yet.</summary>
    internal static RtspCamera OnFreePort()
    {
        Assert.SkipUnless(IsReady.Value, "needs: GStreamer's RTSP server (apt install libgstrtspserver-1.0-0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-ugly)");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new(((IPEndPoint)listener.LocalEndpoint).Port);
    }

    /// <summary>Switches the camera on.</summary>
    /// <param name="picture">What it shows, as GStreamer names its test pictures: <c>smpte</c> has snow in a corner, <c>black</c> and <c>smpte75</c> stand still.</param>
    /// <param name="width">Pixels; the height is 9/16 of it.</param>
    internal void On(string picture, int width = 320)
    {
        _server = gst_rtsp_server_new();
        gst_rtsp_server_set_address(_server, "127.0.0.1");
        gst_rtsp_server_set_service(_server, Port.ToString(CultureInfo.InvariantCulture));
        var factory = gst_rtsp_media_factory_new();
        gst_rtsp_media_factory_set_shared(factory, 1);
        gst_rtsp_media_factory_set_launch(
            factory,
            $"( videotestsrc name=source is-live=true pattern={picture} ! video/x-raw,width={width},height={width * 9 / 16},framerate=10/1 ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10 ! identity name=clock ! rtph264pay config-interval=1 name=pay0 pt=96 )");
        _ = g_signal_connect_data(factory, "media-configure", Marshal.GetFunctionPointerForDelegate(_configure), 0, 0, 0);
        var mounts = gst_rtsp_server_get_mount_points(_server);
        gst_rtsp_mount_points_add_factory(mounts, "/camera", factory);
        g_object_unref(mounts);
        _source = gst_rtsp_server_attach(_server, 0);
        Assert.NotEqual(0u, _source);
    }

    /// <summary>Shows something else from now on, in the same stream: <c>smpte75</c> stands still.</summary>
    internal void Show(string picture) => With("source", element => gst_util_set_object_arg(element, "pattern", picture));

    /// <summary>Sets the clock of its stream, without ending it.</summary>
    /// <param name="shift">Added to its times, below zero: the server holds back what is in the future.</param>
    internal void SetClock(TimeSpan shift) => With("clock", element =>
    {
        var pad = gst_element_get_static_pad(element, "src");
        gst_pad_set_offset(pad, shift.Ticks * 100);
        g_object_unref(pad);
    });

    /// <summary>Switches it off, in the middle of whatever it sends.</summary>
    internal void Off()
    {
        if (_server != 0)
        {
            _ = g_source_remove(_source);
            var clients = gst_rtsp_server_client_filter(_server, Marshal.GetFunctionPointerForDelegate(Remove), 0);
            g_list_free(clients);
            g_object_unref(_server);
            _server = 0;
            _media = 0;
        }
    }

    void With(string name, Action<nint> change)
    {
        Assert.NotEqual(0, _media);
        var bin = gst_rtsp_media_get_element(_media);
        var found = gst_bin_get_by_name(bin, name);
        Assert.NotEqual(0, found);
        change(found);
        g_object_unref(found);
        g_object_unref(bin);
    }

    public void Dispose() => Off();

    static readonly Filter Remove = (_, _, _) => 0;

    static bool Prepare()
    {
        if (!NativeLibrary.TryLoad(Server, out _) || !NativeLibrary.TryLoad(Gst, out _))
        {
            return false;
        }

        gst_init(0, 0);
        var encoder = gst_element_factory_find("x264enc");
        var payload = gst_element_factory_find("rtph264pay");
        if (encoder == 0 || payload == 0)
        {
            return false;
        }

        var loop = g_main_loop_new(0, 0);
        new Thread(() => g_main_loop_run(loop)) { IsBackground = true, Name = "RTSP cameras" }.Start();
        return true;
    }

    delegate int Filter(nint server, nint client, nint data);

    delegate void Configure(nint factory, nint media, nint data);

    [LibraryImport(Server)]
    private static partial nint gst_rtsp_media_get_element(nint media);

    [LibraryImport(Gst, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint gst_bin_get_by_name(nint bin, string name);

    [LibraryImport(Gst, StringMarshalling = StringMarshalling.Utf8)]
    private static partial void gst_util_set_object_arg(nint item, string name, string value);

    [LibraryImport(Gst, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint gst_element_get_static_pad(nint element, string name);

    [LibraryImport(Gst)]
    private static partial void gst_pad_set_offset(nint pad, long nanoseconds);

    [LibraryImport(GObject, StringMarshalling = StringMarshalling.Utf8)]
    private static partial ulong g_signal_connect_data(nint item, string signal, nint handler, nint data, nint destroy, int flags);

    [LibraryImport(Gst)]
    private static partial void gst_init(nint count, nint words);

    [LibraryImport(Gst, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint gst_element_factory_find(string name);

    [LibraryImport(Server)]
    private static partial nint gst_rtsp_server_new();

    [LibraryImport(Server, StringMarshalling = StringMarshalling.Utf8)]
    private static partial void gst_rtsp_server_set_service(nint server, string port);

    [LibraryImport(Server, StringMarshalling = StringMarshalling.Utf8)]
    private static partial void gst_rtsp_server_set_address(nint server, string address);

    [LibraryImport(Server)]
    private static partial nint gst_rtsp_server_get_mount_points(nint server);

    [LibraryImport(Server)]
    private static partial uint gst_rtsp_server_attach(nint server, nint context);

    [LibraryImport(Server)]
    private static partial nint gst_rtsp_server_client_filter(nint server, nint filter, nint data);

    [LibraryImport(Server)]
    private static partial nint gst_rtsp_media_factory_new();

    [LibraryImport(Server)]
    private static partial void gst_rtsp_media_factory_set_shared(nint factory, int isShared);

    [LibraryImport(Server, StringMarshalling = StringMarshalling.Utf8)]
    private static partial void gst_rtsp_media_factory_set_launch(nint factory, string launch);

    [LibraryImport(Server, StringMarshalling = StringMarshalling.Utf8)]
    private static partial void gst_rtsp_mount_points_add_factory(nint mounts, string path, nint factory);

    [LibraryImport(Glib)]
    private static partial nint g_main_loop_new(nint context, int isRunning);

    [LibraryImport(Glib)]
    private static partial void g_main_loop_run(nint loop);

    [LibraryImport(Glib)]
    private static partial int g_source_remove(uint source);

    [LibraryImport(Glib)]
    private static partial void g_list_free(nint list);

    [LibraryImport(GObject)]
    private static partial void g_object_unref(nint item);
}
