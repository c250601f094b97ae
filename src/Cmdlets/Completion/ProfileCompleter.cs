using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>Completes the profiles that ship with the module.</summary>
public sealed class ProfileCompleter : Completer
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Word, string Help)> Words() =>
        Policy.Default.Profiles.Select(profile => (profile.Name, "a profile of the default policy"));
}
