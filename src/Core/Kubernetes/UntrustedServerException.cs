using System.Security.Authentication;

namespace GoEnv.Kubernetes;

/// <summary>Why the certificate of a server is not trusted, as a clause; other faults of a TLS handshake are not of this type.</summary>
internal sealed class UntrustedServerException(string why) : AuthenticationException(why);
