using System.Text;

namespace GoEnv.Drift;

/// <summary>What a person calls a fact.</summary>
internal static class DriftWords
{
    // {0} is the innermost item, {1} the one around it; a member {name} is read from the item itself.
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["host.osName"] = "the operating system",
        ["host.osId"] = "the distribution",
        ["host.osVersion"] = "the distribution's version",
        ["host.kernelRelease"] = "the kernel's release",
        ["host.machine"] = "the machine's architecture",
        ["host.hostName"] = "the host's name",
        ["host.user"] = "the account",
        ["host.userId"] = "the account's number",
        ["host.home"] = "the home folder",
        ["host.homeOwner"] = "mode and owner of the home folder",
        ["host.sshFolder"] = "mode and owner of ~/.ssh",
        ["host.privateKeys[]"] = "the private key {0}",
        ["host.privateKeys[].owner"] = "mode and owner of the private key {0}",
        ["host.authorizedKeysFile"] = "mode and owner of ~/.ssh/authorized_keys",
        ["host.authorizedKeys[]"] = "the authorized key {0}",
        ["toolchain.toolchains[]"] = "go {version} at {goRoot}",
        ["toolchain.toolchains[].version"] = "the Go version at {0}",
        ["toolchain.toolchains[].owner"] = "mode and owner of GOROOT of {0}",
        ["toolchain.toolchains[].commandOwner"] = "mode and owner of {0}",
        ["toolchain.winner"] = "the go that a command starts",
        ["toolchain.goEnv"] = "the answer of go env",
        ["toolchain.goEnv[]"] = "{0}",
        ["toolchain.held[]"] = "{0}",
        ["toolchain.session[]"] = "the exported variable {0}",
        ["toolchain.envFile"] = "the file of go env -w",
        ["toolchain.envFileNames[]"] = "the setting of {0} in the file of go env -w",
        ["toolchain.goToolchainSetting"] = "GOTOOLCHAIN",
        ["toolchain.cCompiler"] = "the C compiler",
        ["toolchain.places[].path"] = "the folder of {0}",
        ["toolchain.places[].exists"] = "the existence of the folder of {0}",
        ["toolchain.places[].fileSystem"] = "the file system of the folder of {0}",
        ["toolchain.places[].mount"] = "the mount point of the folder of {0}",
        ["shell.loginShell"] = "the login shell",
        ["shell.starts[]"] = "the shell start {0}",
        ["shell.starts[].path"] = "PATH in {0}",
        ["shell.starts[].go"] = "the go that is found in {0}",
        ["shell.starts[].goRoot"] = "GOROOT in {0}",
        ["shell.starts[].goPath"] = "GOPATH in {0}",
        ["shell.starts[].goBin"] = "GOBIN in {0}",
        ["shell.starts[].lang"] = "LANG in {0}",
        ["shell.starts[].lcAll"] = "LC_ALL in {0}",
        ["shell.starts[].lcCtype"] = "LC_CTYPE in {0}",
        ["shell.directories[].exists"] = "the existence of {0}, a folder of PATH",
        ["shell.directories[].go"] = "the go in {0}, a folder of PATH",
        ["shell.profiles[]"] = "the start-up file {0}",
        ["shell.profiles[].lines[]"] = "the line '{0}' of {1}",
        ["shell.profiles[].lines"] = "the order of lines in {0}",
        ["shell.unreadable[]"] = "the start-up file that may not be read, {0},",
        ["module.settings[]"] = "{0}",
        ["module.settings[].value"] = "{0}",
        ["module.settings[].origin"] = "the place that sets {0}",
        ["module.settings[].file"] = "the file that sets {0}",
        ["module.overridden[]"] = "the overridden setting {0}",
        ["module.userFile.path"] = "the path of the go/env file",
        ["module.userFile.state"] = "the state of the go/env file",
        ["module.userFile.others[]"] = "the line {0} of the go/env file",
        ["module.go"] = "the go command that was asked for module settings",
        ["module.goVersion"] = "the version of the go command that was asked for module settings",
        ["module.netrc.exists"] = "the existence of the netrc file",
        ["module.netrc.mode"] = "the mode of the netrc file",
        ["module.netrc.owner"] = "the owner of the netrc file",
        ["module.netrc.machines[]"] = "the netrc entry of {0}",
        ["module.git.path"] = "git",
        ["module.git.rewrites[]"] = "the git rewrite {0}",
        ["module.git.helpers[]"] = "the git credential helper {0}",
        ["module.git.http[]"] = "the git option {0}",
        ["module.cache.path"] = "the module cache",
        ["module.cache.foreign[]"] = "the entry of another account in the module cache, {0},",
        ["module.certificates[]"] = "the store of certificate authorities {0}",
        ["moduleProxy.proxies[]"] = "the module proxy {0}",
    };

    /// <summary>The words for the fact at <paramref name="pattern"/>, of the items around it, the innermost first.</summary>
    public static string Of(string pattern, IReadOnlyList<string> items, Func<string, string?> member)
    {
        if (Words.TryGetValue(pattern, out var words))
        {
            for (var i = 0; i < items.Count; i++)
            {
                words = words.Replace($"{{{i}}}", items[i], StringComparison.Ordinal);
            }

            return words.Contains("{version}", StringComparison.Ordinal)
                ? words.Replace("{version}", member("version") ?? "of no known version", StringComparison.Ordinal)
                    .Replace("{goRoot}", member("goRoot") ?? items[0], StringComparison.Ordinal)
                : words;
        }

        var parts = pattern.Replace("[]", string.Empty, StringComparison.Ordinal).Split('.');
        var name = parts.Length == 1 ? Spaced(parts[0]) : $"{Spaced(parts[0])}: {string.Join(", ", parts.Skip(1).Select(Spaced))}";
        return items.Count == 0 ? name : $"{name} of {string.Join(" of ", items)}";
    }

    /// <summary>The area of a fact.</summary>
    public static Category CategoryOf(string path) => path.Split('.', '[')[0] switch
    {
        "moduleProxy" => Category.Module,
        var area => Enum.TryParse<Category>(area, ignoreCase: true, out var category) && Enum.IsDefined(category) ? category : Category.Connection,
    };

    private static string Spaced(string name)
    {
        var words = new StringBuilder();
        foreach (var c in name)
        {
            _ = char.IsAsciiLetterUpper(c) ? words.Append(' ').Append(char.ToLowerInvariant(c)) : words.Append(c);
        }

        return words.ToString();
    }
}
