using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>Completes targets: this machine, and the hosts of the user's ssh_config.</summary>
public sealed class TargetCompleter : Completer
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Word, string Help)> Words() =>
        SshConfigHosts.Read().Names.Select(host => (host, "a host of ssh_config")).Prepend(("local", "this machine"));
}
