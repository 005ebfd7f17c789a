using Stroll.Devices.Cameras;
using Stroll.Units;

namespace Stroll.Tests.Devices.Cameras;

public sealed class CameraAddressTests
{
    [Theory]
    [InlineData("rtsp://10.0.0.7/stream", "rtsp://10.0.0.7/stream")]
    [InlineData("rtsp://anna:secret@10.0.0.7:8554/a/b?channel=1", "rtsp://10.0.0.7:8554/a/b")]
    [InlineData("https://camera.example/live.mjpg", "https://camera.example/live.mjpg")]
    public void An_address_of_a_camera_is_one_and_shows_no_password(string text, string shown) =>
        Assert.Equal(shown, Assert.IsType<Result<CameraAddress>.Good>(CameraAddress.Parse(text, "store.yaml:3")).Value.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("concat:/etc/passwd|/etc/hosts")]
    [InlineData("exec:cat /etc/passwd")]
    [InlineData("subfile,,start,0,end,9,,:/etc/passwd")]
    [InlineData("rtsp:///stream")]
    [InlineData("rtsp://camera/stream -i file:/etc/passwd")]
    [InlineData("tcp://10.0.0.7:22")]
    [InlineData("data:text/plain,x")]
    [InlineData("crypto+rtsp://camera/stream")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2852039166/latest/meta-data/")]
    [InlineData("http://0xa9fea9fe/latest/meta-data/")]
    [InlineData("rtsp://169.254.169.254:80/latest")]
    [InlineData("rtsp://2852039166/latest")]
    [InlineData("http://[::ffff:169.254.169.254]/latest/meta-data/")]
    [InlineData("http://[fd00:ec2::254]/latest/meta-data/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://metadata.google.internal/computeMetadata/v1/")]
    [InlineData("http://0.0.0.0:8080/")]
    [InlineData("rtsp://239.1.2.3/stream")]
    [InlineData("rtsp://255.255.255.255/stream")]
    public void Anything_else_is_refused_without_being_repeated(string text)
    {
        var fault = Assert.IsType<Result<CameraAddress>.Bad>(CameraAddress.Parse(text, "store.yaml:3")).Fault;

        Assert.Equal(("camera.address", "store.yaml:3"), (fault.Code, fault.Where));
        Assert.DoesNotContain("passwd", fault.ToString(), StringComparison.Ordinal);
    }
}
