using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>A certificate that nobody trusts.</summary>
internal static class SelfSigned
{
    private static readonly Lazy<X509Certificate2> Made = new(Make);

    public static X509Certificate2 Certificate => Made.Value;

    private static X509Certificate2 Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }
}
