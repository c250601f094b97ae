using GoEnv.Pods;
using GoEnv.Tests.Connection;

namespace GoEnv.Tests.Pods;

/// <summary>Why an image is not there.</summary>
public sealed class PodImageTests
{
    private static readonly Rule<PodFacts> Runs = new ContainersRunRule();

    [Fact]
    public void The_image_of_a_volume_is_named_as_such()
    {
        var waiting = """{"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image \"r.example/vol:1\": ErrImagePull: failed to resolve reference \"r.example/vol:1\": not found"}}""";
        var pod = GivenPod.With(
            ("spec.volumes.0", """{"name": "tmp", "image": {"reference": "r.example/vol:1"}}"""), ("status.containerStatuses.0.state", waiting));
        Judged.Fails(Runs, pod, "waits for the image r.example/vol:1 of the volume 'tmp': the registry has no such image");
    }

    [Fact]
    public void A_login_that_is_missing_is_named_with_what_it_leads_to()
    {
        var pod = GivenPod.Waiting("ImagePullBackOff") with { Events = GivenPod.Events(("FailedToRetrieveImagePullSecret", "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed."), ("Failed", "Failed to pull image \"x\": 401 Unauthorized")) };
        Assert.Contains("Create the Secret", Judged.Fails(Runs, pod, "image pull secrets (regcred)").Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ErrImageNeverPull", null, "imagePullPolicy is Never")]
    [InlineData("InvalidImageName", null, "not well formed")]
    [InlineData("ImagePullBackOff", "Failed to pull image \"x\": rpc error: manifest unknown", "has no such image")]
    [InlineData("ImagePullBackOff", "Failed to pull image \"x\": pull access denied, repository does not exist", "does not let the node in")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": no match for platform in manifest", "no image for the platform")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": x509: certificate signed by unknown authority", "not trusted")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": dial tcp: lookup r: no such host", "does not reach")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": initializing source docker://x: no image found in image index for architecture \"arm64\"", "no image for the platform")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": 429 Too Many Requests - toomanyrequests: You have reached your pull rate limit", "rate limit")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": http: server gave HTTP response to HTTPS client", "speaks no TLS")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": short-name \"x\" did not resolve to an alias", "has no registry")]
    [InlineData("ErrImagePull", "Failed to pull image \"x\": write /var/lib/x: no space left on device: not found", "no space left")]
    [InlineData("ErrImagePull", "Failed to pull image \"registry.example/api@sha256:0123\": manifest unknown", "has no such image")]
    [InlineData("SignatureValidationFailed", "image pull failed for x because the signature validation failed", "does not accept its signature")]
    [InlineData("ImageInspectError", "Failed to inspect image \"x\": the node said so", "ImageInspectError")]
    [InlineData("ErrImagePull", null, "ErrImagePull")]
    public void An_image_that_cannot_be_had_is_told_by_the_words_of_the_node(string reason, string? said, string says) =>
        Judged.Fails(Runs, GivenPod.Waiting(reason) with { Events = said is null ? GivenPod.Events() : GivenPod.Events(("Failed", said), ("Failed", "Error: ErrImagePull"), ("BackOff", "Back-off")) }, says);
}
