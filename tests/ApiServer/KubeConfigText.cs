using System.Text;

namespace GoEnv.Tests.ApiServer;

/// <summary>Writes kubeconfig files for the server.</summary>
public static class KubeConfigText
{
    /// <summary>One context named <c>stand-in</c>; the texts are the lines below cluster and user.</summary>
    public static string Of(string server, string cluster, string user, string space = "apps") => $"""
        apiVersion: v1
        kind: Config
        current-context: stand-in
        clusters:
        - name: stand-in
          cluster:
            server: {server}
            {cluster}
        users:
        - name: me
          user:
            {Indent(user)}
        contexts:
        - name: stand-in
          context: {"{"}cluster: stand-in, user: me, namespace: {space}{"}"}

        """;

    /// <summary>The authority of the server as a line of its cluster.</summary>
    public static string Authority(ClusterPki pki) => "certificate-authority-data: " + Base64(pki.AuthorityPem);

    /// <summary>The lines of a user with a client certificate.</summary>
    public static string Certificate(ClusterPki pki, string user, params string[] groups)
    {
        var (certificate, key) = pki.Client(user, groups);
        return $"client-certificate-data: {Base64(certificate)}\nclient-key-data: {Base64(key)}";
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Indent(string lines) => lines.Replace("\n", "\n    ", StringComparison.Ordinal);
}
