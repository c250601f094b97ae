using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Changes;

/// <summary>A fault that one rule finds in one place of one account.</summary>
/// <param name="Account">The account of <see cref="RemedyHosts"/>.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Level">Where the fault is.</param>
/// <param name="Subject">What the subject of the finding ends with, where the rule finds several.</param>
public sealed record RemedyRow(string Account, string Rule, string Level, string Subject = "");

/// <summary>Every rule that Repair-GoEnvironment mends, in every place that it mends.</summary>
internal static class RemedyRows
{
    public static readonly IReadOnlyList<RemedyRow> All =
    [
        new("bash", "GE0101", "~/.ssh open to readers", "/.ssh"),
        new("bash", "GE0102", "a key open to readers"),
        new("bash", "GE1009", "~/sdk/go open to all"),
        new("bash", "GE1013", "-mod=mod in go/env, with a Windows line end"),
        new("bash", "GE1014", "off in go/env"),
        new("bash", "GE2002", "~/.bashrc below its return"),
        new("bash", "GE2005", "~/.bashrc twice"),
        new("bash", "GE2006", "~/.bashrc with a folder that is gone"),
        new("bash", "GE2009", "~/.bashrc"),
        new("bash", "GE3001", "Direct in go/env, with a Windows line end"),
        new("bash", "GE3006", "off in go/env"),
        new("bash", "GE3009", "GONOSUMCHECK in go/env"),
        new("bash", "GE3010", "a scheme in GOPRIVATE", "GOPRIVATE"),
        new("bash", "GE3029", "a Windows line end in go/env", "GOPROXY"),
        new("bash", "GE3018", "~/.netrc open to readers"),
        new("bash", "GE3027", "a line with export"),
        new("login", "GE1012", "a GOTOOLCHAIN that go refuses"),
        new("login", "GE1013", "a flag that go refuses"),
        new("login", "GE1016", "go/env"),
        new("login", "GE1017", "go/env, with no C compiler"),
        new("login", "GE2001", "~/.bash_profile alone"),
        new("login", "GE2006", "a quoted ~ in ~/.bash_profile"),
        new("login", "GE2010", "~/.bash_profile"),
        new("login", "GE3001", "an empty list in go/env"),
        new("login", "GE3007", "go/env"),
        new("login", "GE3008", "go/env"),
        new("login", "GE3009", "GONOVERIFY in go/env"),
        new("login", "GE3010", "'...' in GONOPROXY", "GONOPROXY"),
        new("login", "GE3014", "go/env"),
        new("login", "GE3015", "go/env"),
        new("login", "GE3019", "~/.netrc closed to its owner"),
        new("login", "GE3028", "two lines in go/env"),
        new("login", "GE3029", "quotation marks in go/env", "GOINSECURE"),
        new("tmp", "GE1018", "GOTMPDIR that is not there, in go/env"),
        new("tmp", "GE1021", "~/.profile and ~/.bashrc"),
        new("tmp", "GE2008", "eval in ~/.bashrc"),
        new("tmp", "GE3005", "'|' in the file of GOENV"),
        new("path", "GE1019", "a relative GOPATH in go/env"),
        new("path", "GE2008", "GOROOT of go env in ~/.profile"),
        new("path", "GE3027", "go/env with a line that is no setting"),
        new("cache", "GE1024", "a relative GOCACHE in go/env"),
        new("cache", "GE1006", "a GOROOT in go/env"),
        new("cache", "GE1019", "a GOPATH inside GOROOT, in go/env"),
        new("cache", "GE1015", "go/env, with an experiment that go does not know"),
        new("cache", "GE1014", "a GO111MODULE that go refuses, in go/env"),
        new("closed", "GE3027", "go/env closed to its owner"),
        new("closed", "GE1005", "go on no PATH, bash"),
        new("zsh", "GE2003", "~/.zshrc"),
        new("zsh", "GE2005", "~/.zshrc twice"),
        new("zsh", "GE2009", "~/.zshrc"),
        new("zsh", "GE2010", "~/.zshenv"),
        new("zsh", "GE1021", "~/.zshenv"),
        new("zprofile", "GE2001", "~/.zprofile alone"),
        new("zprofile", "GE2008", "~/.zprofile"),
        new("fish", "GE2001", "config.fish, interactive alone"),
        new("fish", "GE2006", "config.fish with a folder that is gone"),
        new("fish", "GE2009", "config.fish"),
        new("fish", "GE1021", "conf.d/goenv.fish"),
        new("nopathz", "GE1005", "go on no PATH, zsh"),
        new("nopathf", "GE1005", "go on no PATH, fish"),
        new("behindb", "GE2004", "~/.bashrc"),
        new("behindz", "GE2004", "~/.zshenv"),
        new("behindf", "GE2004", "config.fish"),
        new("root", "GE0101", "root's home open to writers", "/root"),
        new("root", "GE0101", "root's ~/.ssh of another account", "/.ssh"),
        new("root", "GE0103", "root's authorized_keys open to writers"),
        new("root", "GE1009", "/usr/local/go open to a group"),
        new("root", "GE2005", "/etc/profile.d"),
        new("root", "GE2006", "/etc/profile.d"),
        new("root", "GE2009", "/etc/profile.d"),
        new("root", "GE2010", "/etc/profile.d"),
        new("none", "GE1001", "no go at all"),
        new("noexec", "GE1001", "a go that may not be executed"),
        new("ended", "GE1002", "a release without support"),
        new("behind", "GE1003", "a patch behind"),
        new("policy", "GE1004", "older than the policy's minimum"),
    ];
}
