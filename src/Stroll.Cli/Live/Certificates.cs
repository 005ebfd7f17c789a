using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stroll.Cli.Frame;

namespace Stroll.Cli.Live;

/// <summary>Certificates that the settings name.</summary>
internal static class Certificates
{
    /// <summary>A certificate with its key, both in one PEM file.</summary>
    /// <exception cref="Refusal">The file is missing, or holds something else.</exception>
    internal static X509Certificate2 WithKey(string path) => Read("certificate", path, file =>
    {
        using var pem = X509Certificate2.CreateFromPemFile(file);
        // Servers want a key that is not only in memory of this object.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
    });

    /// <summary>The certificate of an authority.</summary>
    /// <exception cref="Refusal">The file is missing, or holds something else.</exception>
    internal static X509Certificate2 OfAuthority(string path) => Read("device_authority", path, file => X509Certificate2.CreateFromPem(File.ReadAllText(file)));

    static X509Certificate2 Read(string key, string path, Func<string, X509Certificate2> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new Refusal(new("settings.certificate", $"'{key}' of mqtt, {path}", $"cannot be read ({wrong.Message}), expected PEM"));
        }
    }
}
