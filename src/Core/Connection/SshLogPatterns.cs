using System.Text.RegularExpressions;

namespace GoEnv.Connection;

/// <summary>The lines that are known.</summary>
internal sealed partial record SshLog
{
    // Clients before 8.9 name the method in a debugging line alone.
    [GeneratedRegex("^Authenticated to .*\\)( using \"(?<method>[^\"]+)\")?\\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Authenticated();

    [GeneratedRegex("^Connecting to .* \\[(?<address>.+)\\] port (?<port>[0-9]+)\\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Connecting();

    [GeneratedRegex("^Executing proxy command: (exec )?(?<command>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Proxy();

    [GeneratedRegex("^[^ ]*ssh(\\.exe)?'? .*-W [^ ]+ (?<host>[^ ]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JumpHost();

    [GeneratedRegex("^(Reading configuration data |.* line [0-9]+: Applying options for |.*re-parsing configuration)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Config();

    [GeneratedRegex("exchange_identification: banner line 0: (?<text>.{1,200})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Banner();

    [GeneratedRegex("^Exit status (?<code>[0-9]{1,9})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Exit();

    [GeneratedRegex("^(Transferred: sent |Bytes per second: sent |Killed by signal |Shared connection to .* closed\\.$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Farewell();

    [GeneratedRegex(
        "^(Connection to .* closed|Connection (closed|reset) by |Timeout, server |client_loop: |Received disconnect from |Disconnected from |Read from remote host |packet_write_wait: )",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex AfterLogin();

    [GeneratedRegex("^Host key for (?<name>[^ ]+) has changed and you have requested strict checking", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HostKeyOf();
}
