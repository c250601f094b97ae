using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Targets;
using GoEnv.Yaml;

namespace GoEnv.Tests.Targets;

public sealed class InventoryTests
{
    [Fact]
    public void A_list_of_names_is_enough()
    {
        var targets = Inventory.Parse("version: 1\nhosts: [a, 'web[1:2]']\n", "f").Targets;
        Assert.Equal(["a", "web1", "web2"], targets.Select(target => target.Name));
        Assert.Equal(["ssh:a", "ssh:web1", "ssh:web2"], targets.Select(target => target.ToString()));
    }

    [Fact]
    public void The_documented_example_gives_the_documented_targets()
    {
        var targets = Inventory.Parse(Repository.YamlExamples("docs/inventory.md")[0], "docs").Targets.ToDictionary(target => target.Name);
        Assert.Equal(20 + 3 + 12 + 1 + 1, targets.Count);
        Assert.Equal("ssh:ops@web07", targets["web07"].ToString());
        Assert.Equal(["prod", "web"], targets["web07"].Groups);
        Assert.Equal("fra1 web prod", string.Join(' ', targets["web07"].Labels["site"], targets["web07"].Labels["role"], targets["web07"].Labels["env"]));
        Assert.Equal(["pager"], targets["web07"].Tags);
        Assert.Equal("ssh:postgres@10.0.8.12:2222", targets["dbb"].ToString());
        Assert.True(targets["dbb"].Become);
        Assert.Equal(["pager", "slow"], targets["dbb"].Tags);
        Assert.Equal("1", targets["dbb"].Labels["tier"]);
        Assert.Equal(["nodes"], targets["rack2-node10"].Groups);
        Assert.Equal("ssh:ops@[2001:db8::7]", targets["build7"].ToString());
        Assert.Equal(TargetKind.Local, targets["local"].Kind);
        Assert.Equal("fra1", targets["local"].Labels["site"]);
    }

    [Fact]
    public void What_is_nearer_goes_over_what_is_farther()
    {
        const string text = """
            version: 1
            defaults: {user: u0, port: 10, labels: {a: "0", b: "0"}, tags: [t0]}
            hosts:
              h: {user: u4, labels: {d: "4"}, groups: [child]}
              i: {groups: [late, early]}
            groups:
              child: {port: 13, labels: {b: child, c: child}, tags: [t0, t1]}
              parent: {children: [child], user: u2, port: 12, become: true, labels: {b: parent, p: parent}}
              early: {labels: {x: early}}
              late: {labels: {x: late}}
            """;
        var targets = Inventory.Parse(text, "f").Targets;
        Assert.Equal("ssh:u4@h:13", targets[0].ToString());
        Assert.True(targets[0].Become);
        Assert.Equal(["parent", "child"], targets[0].Groups);
        Assert.Equal(["t0", "t1"], targets[0].Tags);
        Assert.Equal(
            "a=0 b=child c=child d=4 p=parent",
            string.Join(' ', targets[0].Labels.OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}")));
        Assert.Equal("late", targets[1].Labels["x"]);
        Assert.Equal(["early", "late"], targets[1].Groups);
        Assert.False(targets[1].Become);
    }

    [Fact]
    public void A_host_can_switch_off_what_its_group_switches_on() =>
        Assert.False(Inventory.Parse("version: 1\nhosts: {h: {become: false}}\ngroups: {g: {hosts: [h], become: true}}\n", "f").Targets[0].Become);

    [Fact]
    public void A_local_target_ignores_user_and_port_of_its_group()
    {
        var target = Inventory.Parse("version: 1\nhosts: {me: {kind: local}}\ngroups: {g: {hosts: ['*'], user: u, port: 5, become: true}}\n", "f").Targets[0];
        Assert.Equal(("local", "me", true), (target.ToString(), target.Name, target.Become));
    }

    [Fact]
    public void A_host_named_local_may_be_reached_by_ssh() =>
        Assert.Equal("ssh:local", Inventory.Parse("version: 1\nhosts: {local: {kind: ssh}}\n", "f").Targets[0].ToString());

    [Fact]
    public void A_group_knows_hosts_of_its_children_once()
    {
        var text = "version: 1\nhosts: [a]\ngroups: {top: {children: [l, r]}, l: {children: [x]}, r: {children: [x]}, x: {hosts: [a, a]}, empty: }\n";
        var inventory = Inventory.Parse(text, "f");
        Assert.Equal(["top", "l", "r", "x"], inventory.Targets[0].Groups);
        Assert.Equal(["top", "l", "r", "x", "empty"], inventory.Groups);
    }

    [Fact]
    public void Tags_and_groups_survive_JSON()
    {
        var target = Inventory.Parse("version: 1\nhosts: {h: {tags: [t], groups: [g], labels: {a: b}, host: x}}\ngroups: {g: }\n", "f").Targets[0];
        var again = JsonSerializer.Deserialize<Target>(JsonSerializer.Serialize(target))!;
        Assert.Equal(("h", "ssh:x", "t", "g", "b"), (again.Name, again.ToString(), again.Tags[0], again.Groups[0], again.Labels["a"]));
    }

    [Fact]
    public void Selects_by_filter_and_names_the_nearest_group()
    {
        var inventory = Inventory.Parse("version: 1\nhosts: [a, b]\ngroups: {prod: {hosts: [a]}}\n", "f");
        Assert.Equal(["a"], inventory.Select(new TargetFilter { Groups = ["prod"] }).Select(target => target.Name));
        Assert.Equal(
            "The inventory has no group 'prd'; did you mean 'prod'? it has prod.",
            Assert.Throws<FormatException>(() => inventory.Select(new TargetFilter { Groups = ["prd"] }).ToList()).Message);
    }

    [Fact]
    public void The_time_for_a_hundred_thousand_hosts_grows_with_their_number()
    {
        const string ranges = "version: 1\nhosts:\n  n[00000:99999]: {labels: {a: b}}\ngroups:\n  g: {hosts: ['n[00000:49999]', 'n*7']}\n";
        var lines = new StringBuilder("version: 1\nhosts:\n");
        for (var i = 0; i < 20_000; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"  h{i:D5}: {{port: {1 + (i % 60000)}}}\n");
        }

        foreach (var text in new[] { ranges, lines.ToString() })
        {
            var time = Stopwatch.StartNew();
            Assert.InRange(Inventory.Parse(text, "f").Targets.Count, 20_000, 100_000);

            // Far more than the second or two that it takes: this catches a square, not a busy machine.
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(120), $"It took {time.Elapsed}.");
            TestContext.Current.TestOutputHelper?.WriteLine($"{time.Elapsed}");
        }
    }

    [Fact]
    public void Never_fails_in_another_way()
    {
        var texts = RandomText.Of(
            "version: 1\n", "hosts:\n  ", "hosts: [a, b]\n", "groups:\n  ", "defaults: ", "web[1:3]", "web[1:", "a", "children: [a]", "hosts: [a*]", "port: ",
            "22", "user: ", "-x", "kind: local", "labels: {a: b}", "tags: [t]", "groups: [a]", "[1:99999]");
        Prop.ForAll(texts, text => Reads(text) && Reads("version: 1\n" + text) && Reads("version: 1\nhosts:\n  a:\n    " + text + "\ngroups:\n  a:\n    " + text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static bool Reads(string text)
    {
        try
        {
            return Inventory.Parse(text, "f").Targets.Count >= 0;
        }
        catch (YamlFileException)
        {
            return true;
        }
    }
}
