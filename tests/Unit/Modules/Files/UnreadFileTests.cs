using GoEnv.Modules.Files;
using static GoEnv.Tests.Modules.Files.GivenTree;

namespace GoEnv.Tests.Modules.Files;

public sealed class UnreadFileTests
{
    [Theory]
    [InlineData("GE3101")]
    [InlineData("GE3102")]
    [InlineData("GE3103")]
    [InlineData("GE3104")]
    [InlineData("GE3105")]
    [InlineData("GE3106")]
    [InlineData("GE3107")]
    [InlineData("GE3108")]
    [InlineData("GE3109")]
    [InlineData("GE3112")]
    [InlineData("GE3113")]
    [InlineData("GE3114")]
    [InlineData("GE3115")]
    [InlineData("GE3116")]
    [InlineData("GE3117")]
    [InlineData("GE3119")]
    [InlineData("GE3120")]
    [InlineData("GE3121")]
    [InlineData("GE3123")]
    [InlineData("GE3124")]
    [InlineData("GE3126")]
    [InlineData("GE3127")]
    [InlineData("GE3128")]
    public void A_go_mod_that_cannot_be_read_is_unknown(string id) =>
        Says(FindingStatus.Unknown, "may not read", Judge(id, Tree with { GoMod = Fact<GoModFile>.Unknown("this account may not read /m/go.mod") }));

    [Theory]
    [InlineData("GE3101")]
    [InlineData("GE3109")]
    [InlineData("GE3110")]
    [InlineData("GE3125")]
    [InlineData("GE3128")]
    public void A_go_sum_that_cannot_be_read_is_unknown(string id) =>
        Says(FindingStatus.Unknown, "larger", Judge(id, Tree with { GoSum = Fact<GoSumFile>.Unknown("/m/go.sum is larger than 4194304 bytes") }));

    [Theory]
    [InlineData("GE3111")]
    [InlineData("GE3112")]
    [InlineData("GE3118")]
    public void A_go_work_that_cannot_be_read_is_unknown(string id) =>
        Says(FindingStatus.Unknown, "is not there", Judge(id, Tree with { GoWork = Fact<GoWorkFile>.Unknown("GOWORK names /w/go.work, which is not there") }));

    [Theory]
    [InlineData("GE3109")]
    [InlineData("GE3113")]
    [InlineData("GE3118")]
    [InlineData("GE3120")]
    public void Unknown_flags_are_unknown(string id) =>
        Says(FindingStatus.Unknown, "GOFLAGS", Judge(id, Tree with { VendorFolder = "/m/vendor", Vendor = Vendor(string.Empty), ModFlag = Fact<string>.Unknown("GOFLAGS is not known: go did not answer") }));
}
