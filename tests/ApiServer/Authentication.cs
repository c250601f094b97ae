using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace GoEnv.Tests.ApiServer;

/// <summary>Tells who a request comes from: by client certificate, token or password, and as whom it acts.</summary>
internal static class Authentication
{
    public static ClusterUser? Find(StandInServer server, HttpContext context)
    {
        var user = FindSelf(server, context);
        var other = (string?)context.Request.Headers["Impersonate-User"];
        if (user is null || other is null)
        {
            return user;
        }

        return server.Rbac.Allows(user, "impersonate", "users", null)
            ? new ClusterUser(other, context.Request.Headers["Impersonate-Group"].OfType<string>().ToList())
            : null;
    }

    private static ClusterUser? FindSelf(StandInServer server, HttpContext context)
    {
        if (context.Connection.ClientCertificate is { } certificate)
        {
            return server.Pki.Issued(certificate) ? FromSubject(certificate) : null;
        }

        var header = (string?)context.Request.Headers.Authorization ?? string.Empty;
        return header.Split(' ', 2) switch
        {
            ["Bearer", var token] => server.Tokens.GetValueOrDefault(token),
            ["Basic", var encoded] => server.Passwords.GetValueOrDefault(Encoding.UTF8.GetString(Convert.FromBase64String(encoded))),
            _ => null,
        };
    }

    private static ClusterUser FromSubject(X509Certificate2 certificate)
    {
        var parts = certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Select(part => (Type: part.GetSingleElementType().Value, Value: part.GetSingleElementValue() ?? string.Empty)).ToList();
        return new ClusterUser(
            parts.First(part => part.Type == "2.5.4.3").Value,
            parts.Where(part => part.Type == "2.5.4.10").Select(part => part.Value).ToList());
    }
}
