using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Changes;

namespace GoEnv.Tests.Changes;

public sealed class RandomTreeTests
{
    private sealed record RandomFile(int Name, int Kind, byte[] Before, byte[] After, int Mode);

    [Fact]
    public void Apply_then_undo_is_the_identity_on_random_file_trees()
    {
        var file = from name in Gen.Choose(0, 5)
                   from kind in Gen.Choose(0, 3)
                   from before in Gen.Choose(0, 255).ArrayOf()
                   from after in Gen.Choose(0, 255).ArrayOf()
                   from mode in Gen.Elements(0x180, 0x1a4, 0x1ff, 0x1b6)
                   select new RandomFile(name, kind, Bytes(before), Bytes(after), mode);
        Prop.ForAll(file.ArrayOf().ToArbitrary(), IsIdentity).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private static bool IsIdentity(RandomFile[] files)
    {
        using var home = new ChangeHome();
        var remedies = new List<Remedy>();
        foreach (var file in files.DistinctBy(file => file.Name))
        {
            var name = $"{(file.Name % 2 == 0 ? "folder with space/" : string.Empty)}-f '{file.Name}";
            if (file.Kind != 0)
            {
                home.Write(name, Encoding.Latin1.GetString(file.Before), file.Mode);
            }

            remedies.Add(new FileRemedy("~/" + name, file.Kind == 3 ? null : new FileContent(file.After)) { Mode = "600" });
        }

        home.Own();
        var before = home.Snapshot(withState: false);
        var engine = home.Engine(new ShellSession("dash", home));
        var plan = engine.PlanAsync(new ChangeRequest(Target.Local, remedies), complete: true, default).GetAwaiter().GetResult();
        Assert.Null(plan.Error);
        if (plan.Change is not null)
        {
            Assert.Null(engine.ApplyAsync(plan.Change, default).GetAwaiter().GetResult().ErrorId);
            Assert.NotEqual(before, home.Snapshot(withState: false));
            Assert.Null(engine.ApplyAsync(engine.Undo(plan.Change), default).GetAwaiter().GetResult().ErrorId);
        }

        Assert.Equal(before, home.Snapshot(withState: false));
        return true;
    }

    private static byte[] Bytes(int[] numbers) => numbers.Select(number => (byte)number).ToArray();
}
