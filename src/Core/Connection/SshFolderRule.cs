using GoEnv.Changes;
using GoEnv.Toolchain;

namespace GoEnv.Connection;

/// <summary>Asks for a home folder and a <c>~/.ssh</c> that nobody else may change, and a <c>~/.ssh</c> that nobody else may read.</summary>
public sealed class SshFolderRule() : Rule<HostFacts>("GE0101", Severity.Error, "~/.ssh is the account's alone")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(HostFacts facts, RuleContext context)
    {
        if (facts.SshFolder.IsAbsent || facts.Home.IsAbsent)
        {
            return [];
        }

        var path = facts.Home.TryGet(out var home) ? home : "~";
        return [.. Writable(path, facts.HomeOwner, facts), .. Writable(path + "/.ssh", facts.SshFolder, facts, isPrivate: true), .. Readable(path, facts)];
    }

    /// <summary>What sshd's StrictModes refuses: another owner than the account or root, or a mode that lets others write.</summary>
    internal static IEnumerable<Problem> Writable(string path, Fact<PathOwner> fact, HostFacts facts, bool isPrivate = false)
    {
        if (!fact.TryGet(out var owner))
        {
            yield return Problem.Unknown($"The mode of {path} is not known: {fact.Reason ?? "it is absent"}.") with { Subject = path };
        }
        else if (owner.IsWritableByGroup || owner.IsWritableByOthers)
        {
            // What would be at fault once others may not write any more goes with it.
            var isOurs = owner.UserId == 0 || (facts.UserId.TryGet(out var self) && owner.UserId == self);
            var closed = new ModeRemedy(path) { Clear = isPrivate ? 0x3f : 0x12, Owner = isOurs ? null : 0 };
            yield return Problem.Fail($"Other accounts may write {path} (mode {owner.OctalMode}); sshd then ignores the authorized_keys.") with
            {
                Subject = path,
                Expected = "writable by its owner alone",
                Actual = owner.ToString(),
                Fix = $"chmod {(isPrivate ? "700" : "go-w")} '{path}'",
                Remedy = isOurs || facts.UserId.ValueOr(-1) == 0 ? closed : null,
            };
        }
        else if (owner.UserId != 0 && facts.UserId.TryGet(out var user) && owner.UserId != user)
        {
            yield return Problem.Fail($"{path} belongs to {owner.User}; sshd then ignores the authorized_keys.") with
            {
                Subject = path,
                Expected = facts.User.ToString(),
                Actual = owner.User,
                Fix = $"chown '{facts.User}' '{path}'",
                Remedy = user == 0 ? new ModeRemedy(path) { Owner = 0 } : null,
            };
        }
        else if (owner.UserId != 0 && facts.UserId.IsUnknown)
        {
            yield return Problem.Unknown($"Whose {path} is cannot be judged: the account's number is not known.") with { Subject = path };
        }
    }

    private static IEnumerable<Problem> Readable(string home, HostFacts facts)
    {
        // What others may write is told already.
        if (facts.SshFolder.TryGet(out var owner) && (owner.Mode & 0x3f) != 0 && (owner.Mode & 0x12) == 0)
        {
            yield return Problem.Fail($"Other accounts may look into {home}/.ssh (mode {owner.OctalMode}).") with
            {
                Subject = home + "/.ssh",
                Severity = Severity.Warning,
                Expected = "700",
                Actual = owner.OctalMode,
                Fix = $"chmod 700 '{home}/.ssh'",
                Remedy = new ModeRemedy(home + "/.ssh") { Clear = 0x3f },
            };
        }
    }
}
