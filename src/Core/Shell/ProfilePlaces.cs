using System.Text.Json.Serialization;

namespace GoEnv.Shell;

/// <summary>Whose start-up files are meant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProfileScope>))]
public enum ProfileScope
{
    /// <summary>Those of the account.</summary>
    User,

    /// <summary>Those of the machine, which only root may write.</summary>
    Machine,
}

/// <summary>A shell whose start-up files are known.</summary>
public enum ProfileShell
{
    /// <summary>bash.</summary>
    Bash,

    /// <summary>zsh.</summary>
    Zsh,

    /// <summary>fish.</summary>
    Fish,
}

/// <summary>The start-up files in which a setting is seen by every kind of start of a shell.</summary>
internal static class ProfilePlaces
{
    /// <summary>The shells that are known.</summary>
    public static readonly IReadOnlyList<string> Shells = ["bash", "zsh", "fish"];

    private const string Fish = "${XDG_CONFIG_HOME:-~/.config}/fish";

    private static readonly string[] BashLogin = ["~/.bash_profile", "~/.bash_login", "~/.profile"];
    private static readonly string[] BashMachine = ["/etc/bash.bashrc", "/etc/bashrc"];
    private static readonly string[] ZshFiles = ["~/.zshenv", "~/.zprofile", "~/.zshrc"];

    /// <summary>The files that decide which ones <see cref="Of"/> names.</summary>
    public static IReadOnlyList<string> Asked(ProfileScope scope) => scope == ProfileScope.Machine
        ? ["/etc/profile.d", "/etc/profile.d/goenv.sh", "/etc/bash.bashrc", "/etc/bashrc", "/etc/zsh", "/etc/zsh/zshenv", "/etc/zshenv", "/etc/fish", "/etc/fish/conf.d", "/etc/fish/conf.d/goenv.fish"]
        : ["~/.bashrc", .. BashLogin, .. ZshFiles, Fish, Fish + "/conf.d", Fish + "/conf.d/goenv.fish"];

    /// <summary>The login shell and the shells that the account has start-up files of; bash where that is none that is known.</summary>
    public static IReadOnlyList<string> Used(Func<string, bool> exists, string? loginShell)
    {
        var used = Shells.Where(shell => loginShell?.Split('/')[^1] == shell).ToList();
        if (exists("~/.bashrc") || BashLogin.Any(exists))
        {
            used.Add("bash");
        }

        if (ZshFiles.Any(exists))
        {
            used.Add("zsh");
        }

        if (exists(Fish))
        {
            used.Add("fish");
        }

        return used.Count > 0 ? used.Distinct(StringComparer.Ordinal).ToList() : ["bash"];
    }

    /// <summary>The files of a shell that together every kind of start reads.</summary>
    public static IReadOnlyList<string> Of(string shell, ProfileScope scope, Func<string, bool> exists) => (shell, scope) switch
    {
        // Over ssh and in terminals bash reads .bashrc, at a login the first of three others.
        ("bash", ProfileScope.User) => ["~/.bashrc", BashLogin.FirstOrDefault(exists) ?? "~/.profile"],
        ("zsh", ProfileScope.User) => ["~/.zshenv"],
        ("fish", ProfileScope.User) => [Fish + "/conf.d/goenv.fish"],
        ("bash", _) => ["/etc/profile.d/goenv.sh", .. BashMachine.Where(exists).Take(1)],
        ("zsh", _) => [exists("/etc/zsh") ? "/etc/zsh/zshenv" : "/etc/zshenv"],
        ("fish", _) => ["/etc/fish/conf.d/goenv.fish"],
        _ => throw new FormatException($"'{shell}' is no shell whose start-up files are known; {string.Join(", ", Shells)} are"),
    };
}
