using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using Stroll.Devices.Bus;
using Stroll.Tests.Ingest;
using Stroll.Units;

namespace Stroll.Tests.Bus;

/// <summary>A broker that speaks TLS alone and wants to see a certificate of the devices' own authority, which bears their name.</summary>
public sealed class CertificateTests : IDisposable
{
    static readonly DateTimeOffset Year = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly X509Certificate2 _authority = Authority("devices");
    readonly X509Certificate2 _host;

    public CertificateTests() => _host = Of("127.0.0.1", _authority);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task A_device_with_its_certificate_is_let_in_and_nobody_else()
    {
        using var strangers = Authority("devices");
        using var own = Of("scale-7", _authority);
        using var others = Of("scale-8", _authority);
        using var forged = Of("scale-7", strangers);
        var contract = new EmbeddedBrokerTests
        {
            Settings = BusSettings.Default with
            {
                Port = 0,
                Certificate = _host,
                DeviceAuthority = _authority,
                Devices = [new("scale-7", null, StoreSamples.Key, ["plate/1/2/1"])],
            },
        };
        await using var shop = await contract.Open();

        using var device = await Connect(shop.Port, own);
        Assert.True((await BusContract.Publish(device, "plate/1/2/1", "1")).IsSuccess);
        Assert.False((await BusContract.Publish(device, "plate/1/1/1", "1")).IsSuccess);
        foreach (var certificate in (X509Certificate2?[])[others, forged, null])
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Connect(shop.Port, certificate));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => BusContract.Connect(shop.Port, "scale-7"));
        Assert.Equal(1, shop.Log.NextOffset);
    }

    static async Task<IMqttClient> Connect(int port, X509Certificate2? certificate)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId("scale-7").WithTimeout(10.Seconds)
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
            .WithTlsOptions(tls => tls.UseTls().WithCertificateValidationHandler(_ => true).WithClientCertificates(certificate is null ? [] : [certificate]));
        var answer = await client.ConnectAsync(options.Build(), Cancellation);
        return answer.ResultCode == MqttClientConnectResultCode.Success ? client : throw new UnauthorizedAccessException($"{answer.ResultCode}");
    }

    static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return Kept(request.CreateSelfSigned(Year, Year.AddYears(2)));
    }

    static X509Certificate2 Of(string name, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.Create(authority, Year, Year.AddYears(1), RandomNumberGenerator.GetBytes(8));
        return Kept(certificate.CopyWithPrivateKey(key));
    }

    static X509Certificate2 Kept(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
