using GoEnv.Text;

namespace GoEnv.Modules;

/// <summary>The variables that <c>go env -w</c> takes, and the values that it refuses (source: cmd/go of 1.19 to 1.27).</summary>
public static class GoEnvNames
{
    private static readonly HashSet<string> ReadOnly = new((
        "GOEXE GOGCCFLAGS GOHOSTARCH GOHOSTOS GOMOD GOROOT GOTELEMETRY GOTELEMETRYDIR GOTOOLDIR GOVERSION GOWORK").Split(' '));

    private static readonly HashSet<string> Known = new((
        "AR CC CGO_CFLAGS CGO_CFLAGS_ALLOW CGO_CFLAGS_DISALLOW CGO_CPPFLAGS CGO_CPPFLAGS_ALLOW CGO_CPPFLAGS_DISALLOW " +
        "CGO_CXXFLAGS CGO_CXXFLAGS_ALLOW CGO_CXXFLAGS_DISALLOW CGO_ENABLED CGO_FFLAGS CGO_FFLAGS_ALLOW CGO_FFLAGS_DISALLOW " +
        "CGO_LDFLAGS CGO_LDFLAGS_ALLOW CGO_LDFLAGS_DISALLOW CXX FC GCCGO GO111MODULE GO386 GOAMD64 GOARCH GOARM GOARM64 GOAUTH " +
        "GOBIN GOCACHE GOCACHEPROG GOEXPERIMENT GOFIPS140 GOFLAGS GOINSECURE GOMIPS GOMIPS64 GOMODCACHE GONOPROXY GONOSUMDB GOOS " +
        "GOPATH GOPPC64 GOPRIVATE GOPROXY GORISCV64 GOSUMDB GOTMPDIR GOTOOLCHAIN GOVCS GOWASM GO_EXTLINK_ENABLED PKG_CONFIG").Split(' '));

    /// <summary>The names, in their order.</summary>
    public static IReadOnlyList<string> All { get; } = Known.Order(StringComparer.Ordinal).ToList();

    /// <summary>Why <c>go env -w</c> refuses the name, as a sentence; null when it takes it.</summary>
    public static string? Refusal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            _ when Known.Contains(name) => null,
            _ when ReadOnly.Contains(name) => $"{name} cannot be modified.",
            "GOENV" or "GODEBUG" => $"{name} can only be set in the environment.",
            _ => $"'{name}' is no variable that the go command knows" + (Nearest.To(name, Known) is { } near ? $"; {near} is." : "."),
        };
    }

    /// <summary>Why the name cannot be unset, as a sentence. More may be unset than set: what should not be in the file can go.</summary>
    public static string? UnsetRefusal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name is "GOROOT" or "GODEBUG" || (name.StartsWith("GO", StringComparison.Ordinal) && !ReadOnly.Contains(name) && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_'))
            ? null
            : Refusal(name);
    }

    /// <summary>Why <c>go env -w</c> refuses the value, as a sentence; null when it takes it.</summary>
    public static string? Refusal(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Refusal(name) ?? name switch
        {
            _ when value.AsSpan().ContainsAny("\0\v\r\n") => $"The value of {name} has a line end or a NUL in it.",
            _ when value.Any(char.IsSurrogate) && !IsWellFormed(value) => $"The value of {name} is not valid Unicode.",
            "GO111MODULE" when value is not ("" or "auto" or "on" or "off") => $"GO111MODULE is on, off or auto, not '{value}'.",
            "GOPATH" when value.StartsWith('~') => $"GOPATH cannot start with '~', which the go command does not expand: '{value}'.",
            "GOPATH" or "GOMODCACHE" or "GOTMPDIR" when value.Length > 0 && !value.StartsWith('/') => $"{name} is not an absolute path: '{value}'.",
            "CC" or "CXX" when value.Length > 0 && Compiler(value) is { } fault => $"{name} {fault}.",
            _ => null,
        };
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    // Words are separated by spaces; a word that begins with a quotation mark runs to the next one.
    private static string? Compiler(string value)
    {
        var text = value.TrimStart(' ', '\t');
        if (text.Length == 0)
        {
            return "has spaces alone";
        }

        var quoted = text[0] is '"' or '\'';
        var end = quoted ? text.IndexOf(text[0], 1) : text.IndexOfAny([' ', '\t']);
        if (quoted && end < 0)
        {
            return "has a quotation mark that is not closed";
        }

        var program = quoted ? text[1..end] : end < 0 ? text : text[..end];
        return program.Contains('/', StringComparison.Ordinal) && !program.StartsWith('/') ? $"is a relative path: '{program}'" : null;
    }
}
