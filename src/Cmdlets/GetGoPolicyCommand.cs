using System.Management.Automation;
using GoEnv.Policies;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>Shows what a policy says, and where each value comes from.</summary>
[Cmdlet(VerbsCommon.Get, "GoPolicy")]
[OutputType(typeof(PolicySetting))]
public sealed class GetGoPolicyCommand : PSCmdlet
{
    private Policy policy = null!;

    /// <summary>The policy file; the policy that ships with the module where none is named.</summary>
    [Parameter(Position = 0)]
    [Alias("Policy")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Show all that holds, also the defaults of what the policy does not say.</summary>
    [Parameter]
    public SwitchParameter Effective { get; set; }

    /// <summary>Show what holds for these targets.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public Target[]? Target { get; set; }

    /// <summary>Show what holds for a target with these labels, as <c>key=value</c> or <c>key</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public LabelFilter[] Label { get; set; } = [];

    /// <summary>Show what holds under this profile.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? Profile { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        policy = this.LoadPolicy(Path);
        Profile = this.CheckProfile(policy, Profile);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var target in Target ?? [])
        {
            WriteFor(Labelled(target), target);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Target is not null || MyInvocation.ExpectingInput)
        {
            return;
        }

        if (Effective || Label.Length > 0 || Profile is not null)
        {
            WriteFor(Labelled(GoEnv.Target.Local), null);
        }
        else
        {
            WriteObject(policy.Said().Where(setting => Path is null || setting.Origin != PolicySetting.Default), enumerateCollection: true);
        }
    }

    private void WriteFor(Target labelled, Target? target)
    {
        foreach (var setting in policy.For(labelled, Profile).Effective(target, policy.ProfileOf(labelled, Profile), Effective))
        {
            WriteObject(target is null ? setting : setting with { Target = target.Name });
        }
    }

    private Target Labelled(Target target) => Label.Length == 0 ? target : target.With(
        labels: target.Labels
            .Concat(Label.Where(label => label.Operator == LabelOperator.Is).Select(label => KeyValuePair.Create(label.Key, label.Value)))
            .GroupBy(label => label.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal),
        tags: [.. target.Tags, .. Label.Where(label => label.Operator == LabelOperator.Has).Select(label => label.Key)]);
}
