using GoEnv.Changes;

namespace GoEnv.Modules;

/// <summary>Finds a netrc file that other accounts can read. The go command itself does not ask for this.</summary>
public sealed class NetrcModeRule() : Rule<ModuleFacts>(
    "GE3018", Severity.Warning, "The netrc file is closed to other accounts")
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var netrc = facts.Netrc;
        if (netrc.Mode.IsUnknown)
        {
            yield return Problem.Unknown($"The mode of the netrc file is not known because {netrc.Mode.Reason}.");
        }
        else if (netrc.Mode.TryGet(out var mode) && (mode & Others) != UnixFileMode.None)
        {
            var octal = Convert.ToString((int)mode, 8).PadLeft(4, '0');
            yield return Problem.Fail($"{netrc.Path} has mode {octal}, so other accounts get at the passwords in it.") with
            {
                Subject = netrc.Path.ToString(),
                Location = netrc.Path.ToString(),
                Expected = "0600",
                Actual = octal,
                Fix = $"chmod 600 '{netrc.Path}'",
                Remedy = netrc.Path.TryGet(out var path) ? new ModeRemedy(path) { Clear = 0x3f } : null,
            };
        }
    }
}

/// <summary>Finds a netrc file that the account cannot read or that a third account controls.</summary>
public sealed class NetrcOwnerRule() : Rule<ModuleFacts>(
    "GE3019", Severity.Warning, "The netrc file belongs to the account and can be read by it")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var netrc = facts.Netrc;
        var at = netrc.Path.ToString();
        if (netrc.OwnerId.IsUnknown || facts.UserId.IsUnknown)
        {
            yield return Problem.Unknown($"The owner of the netrc file is not known because {netrc.OwnerId.Reason ?? facts.UserId.Reason}.");
        }
        else if (netrc.OwnerId.TryGet(out var owner) && owner != 0 && owner != facts.UserId.Value)
        {
            yield return Problem.Fail($"{at} belongs to {netrc.Owner}, who can change which password goes to which host.") with
            {
                Subject = at,
                Location = at,
                Actual = netrc.Owner.ToString(),
                Fix = $"sudo chown \"$(id -u)\" '{at}'",
            };
        }

        if (netrc.IsReadable.TryGet(out var readable) && !readable)
        {
            yield return Problem.Fail($"The account may not read {at}, so the go command has no credentials from it.") with
            {
                Subject = at,
                Location = at,
                Fix = $"sudo chown \"$(id -u)\" '{at}'",
                Remedy = netrc.OwnerId.TryGet(out var self) && facts.UserId.TryGet(out var user) && self == user ? new ModeRemedy(at) { Add = 0x180 } : null,
            };
        }
    }
}

/// <summary>Finds NETRC pointing to nothing.</summary>
public sealed class NetrcMissingRule() : Rule<ModuleFacts>("GE3020", Severity.Warning, "NETRC names a file that exists")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var netrc = facts.Netrc;
        if (!netrc.FromVariable)
        {
            yield break;
        }

        if (netrc.Exists.IsUnknown)
        {
            yield return Problem.Unknown($"Whether {netrc.Path} exists is not known because {netrc.Exists.Reason}.");
        }
        else if (netrc.Exists.TryGet(out var exists) && !exists)
        {
            yield return Problem.Fail($"NETRC is {netrc.Path}, and there is no such file; the go command does not turn to ~/.netrc then.") with
            {
                Subject = "NETRC",
                Actual = netrc.Path.ToString(),
                Fix = "Unset NETRC, or create the file with mode 0600.",
            };
        }
    }
}

/// <summary>Finds netrc entries that the go command passes over.</summary>
public sealed class NetrcEntriesRule() : Rule<ModuleFacts>(
    "GE3021", Severity.Warning, "Every entry of the netrc file is one that the go command uses")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var netrc = facts.Netrc;
        if (netrc.Machines.IsUnknown && !(netrc.IsReadable.TryGet(out var readable) && !readable))
        {
            yield return Problem.Unknown($"The netrc file is not known because {netrc.Machines.Reason}.");
        }

        if (!netrc.Machines.TryGet(out var machines))
        {
            yield break;
        }

        foreach (var machine in machines.Where(machine => !machine.IsComplete || machine.Host == "(unreadable)"))
        {
            yield return Problem.Fail(machine.Host == "(unreadable)"
                ? "A 'machine' in the netrc file is no host name; the go command wants the bare name, without scheme or path."
                : $"The entry for {machine.Host} in the netrc file has no login or no password where the go command looks for them, and is passed over.") with
            {
                Subject = machine.Host,
                Location = $"{netrc.Path}:{machine.Line}",
                Expected = "machine HOST login USER password PASSWORD",
                Fix = "Write 'machine HOST login USER password PASSWORD' on one line.",
            };
        }

        if (netrc.DefaultLine is { } line)
        {
            yield return Problem.Fail("The netrc file has a 'default' entry, which the go command ignores.") with
            {
                Severity = Severity.Information,
                Subject = "default",
                Location = $"{netrc.Path}:{line}",
                Fix = "Add a 'machine' entry for each host that Go needs credentials for.",
            };
        }
    }
}
