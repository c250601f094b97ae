using System.Text.Json.Serialization;
using GoEnv.Connection;
using GoEnv.Modules;
using GoEnv.Shell;

namespace GoEnv.Changes;

/// <summary>
/// What would mend a problem: the intent, without the state of a target. Planned against a <see cref="TargetState"/> it becomes steps.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FileRemedy), "file")]
[JsonDerivedType(typeof(Toolchain.Install.ToolchainInstallRemedy), "toolchainInstall")]
[JsonDerivedType(typeof(Toolchain.Install.ToolchainRemoveRemedy), "toolchainRemove")]
[JsonDerivedType(typeof(Toolchain.Install.ToolchainSwitchRemedy), "toolchainSwitch")]
[JsonDerivedType(typeof(GoEnvRemedy), "goEnv")]
[JsonDerivedType(typeof(ModeRemedy), "mode")]
[JsonDerivedType(typeof(Modules.Files.ModuleCacheRemedy), "moduleCache")]
[JsonDerivedType(typeof(TreeModeRemedy), "treeMode")]
[JsonDerivedType(typeof(ProfileBlockRemedy), "profileBlock")]
[JsonDerivedType(typeof(ProfileLineRemedy), "profileLine")]
[JsonDerivedType(typeof(SshStanzaRemedy), "sshStanza")]
[JsonDerivedType(typeof(AuthorizedKeyRemedy), "authorizedKey")]
public abstract record Remedy
{
    /// <summary>The effect in one sentence.</summary>
    public abstract string Describe();

    /// <summary>How much it can hurt.</summary>
    [JsonIgnore]
    public abstract ChangeImpact Impact { get; }

    /// <summary>The paths whose state it needs.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<PathQuery> Reads { get; }

    /// <summary>True when only sessions that begin afterwards show what it does, as with start-up files of shells.</summary>
    [JsonIgnore]
    public virtual bool ShowsInNewSessions => false;

    /// <summary>True when it is about this machine, whatever target the finding is of.</summary>
    [JsonIgnore]
    public virtual bool IsOfThisSide => false;

    /// <summary>The folder that rules about paths are asked of again; null for what mends the target itself.</summary>
    internal virtual string? ModuleFolder => null;

    /// <summary>Scripts, by their names, whose answers it needs besides; they run after those that tell what stands at paths.</summary>
    internal virtual IReadOnlyList<(string Id, string Script)> Asks => [];

    /// <summary>Remedies with lower numbers come first: 10 installs, 20 switches, 30 creates keys, 50 edits files, 90 modes and owners, 95 removes.</summary>
    [JsonIgnore]
    public virtual int Order => 50;

    /// <summary>
    /// The steps, with what stands before and after; none when all is as wanted. Pure. <see cref="PlanException"/> when it cannot be done.
    /// </summary>
    public abstract IEnumerable<ChangeStep> Plan(TargetState state);
}
