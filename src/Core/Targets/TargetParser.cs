using System.Globalization;

namespace GoEnv;

/// <summary>Reads targets and refuses what could be taken for an option or reach a shell.</summary>
internal static class TargetParser
{
    private const string Kinds = "local, ssh, pod";

    public static Target Parse(string text)
    {
        if (text.Length == 0)
        {
            throw new FormatException($"A target is empty; write 'local', a host, or 'ssh:user@host:port'.");
        }

        if (text is "local" or "local:")
        {
            return Target.Local;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || text.StartsWith('['))
        {
            return ParseSsh(text, text);
        }

        var kind = text[..colon];
        return kind switch
        {
            "ssh" => ParseSsh(text[(colon + 1)..], text),
            "pod" => Target.InPod(PodReference.Parse(text[(colon + 1)..])),
            "local" => throw new FormatException($"The target '{text}' is not valid: 'local' takes no name."),
            _ when LooksLikeHostAndPort(text, colon) => throw new FormatException(
                $"The target '{text}' has no kind; for a host and a port write 'ssh:{text}'."),
            _ => throw new FormatException($"The target '{text}' has the unknown kind '{kind}'; the kinds are {Kinds}."),
        };
    }

    public static void CheckHost(string host, string text)
    {
        if (host.Length == 0)
        {
            throw new FormatException($"The target '{text}' names no host.");
        }

        if (host.StartsWith('-'))
        {
            throw new FormatException($"The target '{text}' is not valid: a host name cannot start with '-'.");
        }

        foreach (var bad in host.Where(c => !(char.IsLetterOrDigit(c) || "._-:%".Contains(c))))
        {
            throw new FormatException($"The target '{text}' is not valid: '{Show(bad)}' cannot be in a host name.");
        }
    }

    public static void CheckUser(string user, string text)
    {
        if (user.Length == 0 || user.StartsWith('-') || user.Any(c => char.IsControl(c) || " '`\"\\;&|<>(){}$".Contains(c)))
        {
            throw new FormatException($"The target '{text}' is not valid: '{user}' cannot be a user name.");
        }
    }

    public static int? CheckPort(int? port, string text) => port is null or (>= 1 and <= 65535)
        ? port
        : throw new FormatException($"The target '{text}' is not valid: the port must be from 1 to 65535.");

    private static Target ParseSsh(string address, string text)
    {
        string? user = null;
        var at = address.LastIndexOf('@');
        if (at >= 0)
        {
            user = address[..at];
            address = address[(at + 1)..];
            CheckUser(user, text);
        }

        var (host, port) = SplitPort(address, text);
        CheckHost(host, text);
        return Target.Ssh(host, user, CheckPort(port, text));
    }

    private static (string Host, int? Port) SplitPort(string address, string text)
    {
        if (address.StartsWith('['))
        {
            var close = address.IndexOf(']', StringComparison.Ordinal);
            if (close < 0 || (close + 1 < address.Length && address[close + 1] != ':'))
            {
                throw new FormatException($"The target '{text}' is not valid; write an IPv6 address as 'ssh:[2001:db8::1]:22'.");
            }

            return (address[1..close], close + 1 < address.Length ? ReadPort(address[(close + 2)..], text) : null);
        }

        var colon = address.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && address.IndexOf(':', colon + 1) >= 0)
        {
            throw new FormatException($"The target '{text}' is not valid; write an IPv6 address as 'ssh:[{address}]'.");
        }

        return colon < 0 ? (address, null) : (address[..colon], ReadPort(address[(colon + 1)..], text));
    }

    private static int ReadPort(string text, string target) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new FormatException($"The target '{target}' is not valid: '{text}' is not a port.");

    private static bool LooksLikeHostAndPort(string text, int colon) =>
        text.Length > colon + 1 && text.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Show(char c) => Text.TargetText.Clean(c.ToString());
}
