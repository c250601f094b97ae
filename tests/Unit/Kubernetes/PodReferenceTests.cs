using FsCheck;
using FsCheck.Fluent;

namespace GoEnv.Tests.Kubernetes;

public sealed class PodReferenceTests
{
    [Theory]
    [InlineData("pod:web-0", null, null, "web-0", null)]
    [InlineData("pod:apps/web-0", null, "apps", "web-0", null)]
    [InlineData("pod:apps/web-0/main", null, "apps", "web-0", "main")]
    [InlineData("pod:prod/apps/web-0/main", "prod", "apps", "web-0", "main")]
    [InlineData("pod:prod/apps/web-0/", "prod", "apps", "web-0", null)]
    [InlineData("pod:arn:aws:eks:eu-west-1:1:cluster/blue/apps/web-0/main", "arn:aws:eks:eu-west-1:1:cluster/blue", "apps", "web-0", "main")]
    public void Parts_are_told_apart_by_their_number(string text, string? context, string? space, string pod, string? container)
    {
        var target = Target.Parse(text);
        Assert.Equal(new PodReference(context, space, pod, container), target.Pod);
        Assert.Equal((TargetKind.Pod, pod, text), (target.Kind, target.Host, target.ToString()));
        Assert.Equal(target, Target.Parse(target.ToString()));
    }

    [Theory]
    [InlineData("pod:")]
    [InlineData("pod:apps/")]
    [InlineData("pod:-x")]
    [InlineData("pod:Apps/web")]
    [InlineData("pod:apps/web;id")]
    [InlineData("pod:apps/web/-c")]
    [InlineData("pod:-ctx/apps/web/main")]
    [InlineData("pod:/apps/web/main")]
    [InlineData("pod:a b/apps/web/main")]
    [InlineData("pod:apps/../main")]
    public void What_cannot_be_a_name_is_refused(string text) => Assert.Throws<FormatException>(() => Target.Parse(text));

    [Fact]
    public void Any_text_is_refused_or_comes_back() => Prop.ForAll<string>(text =>
        Target.TryParse("pod:" + text, out var target) ? Target.Parse(target.ToString()).Equals(target) : target is null).QuickCheckThrowOnFailure();

    [Fact]
    public void An_inventory_s_knowledge_stays_with_the_pod()
    {
        var target = Target.Parse("pod:apps/web").With(name: "web", labels: new Dictionary<string, string> { ["a"] = "b" });
        Assert.Equal(("web", "apps"), (target.Name, target.Pod?.Namespace));
    }
}
