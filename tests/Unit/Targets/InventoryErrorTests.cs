using System.Globalization;
using System.Text;
using GoEnv.Targets;
using GoEnv.Yaml;

namespace GoEnv.Tests.Targets;

public sealed class InventoryErrorTests
{
    private const string HostKeys = "the keys are become, groups, host, kind, labels, port, tags, user";

    [Theory]
    [InlineData("", "f:1:1: the inventory is empty; write 'version: 1' and 'hosts:'")]
    [InlineData("[a]", "f:1:1: an inventory is a list; write keys with values")]
    [InlineData("hosts: [a]", "f:1:1: 'version' is missing; write version: 1")]
    [InlineData("version: 2\nhosts: [a]", "f:1:10: 'version' is '2'; write a whole number from 1 to 1")]
    [InlineData("version: 1", "f:1:1: 'hosts' is missing; write 'hosts:' with the names of the hosts")]
    [InlineData("version: 1\nhost: [a]", "f:2:1: 'host' is not a key of an inventory; did you mean 'hosts'? the keys are defaults, groups, hosts, version")]
    [InlineData("version: 1\nhosts: a", "f:2:8: 'hosts' is the text 'a'; write a list of names, or names with settings")]
    [InlineData("version: 1\nhosts:", "f:2:7: 'hosts' is empty; write a list of names, or names with settings, or leave it out")]
    [InlineData("version: 1\nhosts: [[a]]", "f:2:9: a host is a list; write one text")]
    [InlineData("version: 1\nhosts: ['']", "f:2:9: a host is an empty text; write a name")]
    [InlineData("version: 1\ndefaults: {host: x}\nhosts: [a]", "f:2:12: 'host' is not a key of the defaults; the keys are become, labels, port, tags, user")]
    public void Of_the_file(string text, string message) => Refused(text, message);

    [Theory]
    [InlineData("a: {prot: 22}", "f:3:7: 'prot' is not a key of a host; did you mean 'port'? " + HostKeys)]
    [InlineData("a: {colour: red}", "f:3:7: 'colour' is not a key of a host; " + HostKeys)]
    [InlineData("a: ssh", "f:3:6: a host is the text 'ssh'; write keys with values")]
    [InlineData("a: {port: 0}", "f:3:13: 'port' is '0'; write a whole number from 1 to 65535")]
    [InlineData("a: {port: '22'}", "f:3:13: 'port' is the text \"22\"; write a whole number from 1 to 65535 without quotes")]
    [InlineData("a: {become: yes}", "f:3:15: 'become' is 'yes'; write true or false")]
    [InlineData("a: {user: -l}", "f:3:13: '-l' cannot be a user name; write the name of an account")]
    [InlineData("a: {user: 'a;b'}", "f:3:13: 'a;b' cannot be a user name; write the name of an account")]
    [InlineData("a: {user: }", "f:3:13: 'user' is empty; write one text, or leave it out")]
    [InlineData("a: {kind: pod}", "f:3:13: 'pod' is not a kind of target; write local or ssh")]
    [InlineData("a: {kind: local, port: 22}", "f:3:26: 'port' has no meaning for this machine; remove it, or write kind: ssh")]
    [InlineData("local: {user: u}", "f:3:17: 'user' has no meaning for this machine; remove it, or write kind: ssh")]
    [InlineData("'a[1:2]': {kind: local}", "f:3:3: 'a[1:2]' stands for 2 hosts and there is one local machine; write one name")]
    [InlineData("a: {host: }", "f:3:13: 'host' is empty; write one text, or leave it out")]
    [InlineData("a: {host: ''}", "f:3:13: 'host' is an empty text; write a name")]
    [InlineData("a: {host: -oProxyCommand=x}", "f:3:13: The target '-oProxyCommand=x' is not valid: a host name cannot start with '-'")]
    [InlineData("a: {host: 'x y'}", "f:3:13: The target 'x y' is not valid: ' ' cannot be in a host name")]
    [InlineData("a: {host: '[2001:db8::1]'}", "f:3:13: '[2001:db8::1]' in '[2001:db8::1]' is not a range; write a range as [01:20], [a:c] or [00:10:2]")]
    [InlineData("'a[1:3]': {host: 'x[1:2]'}", "f:3:20: 'host' stands for 2 and 'a[1:3]' for 3; write ranges of the same length")]
    [InlineData("'a[1:3]': {host: x}", "f:3:20: 'host' stands for 1 and 'a[1:3]' for 3; write ranges of the same length")]
    [InlineData("a b: ", "f:3:3: The target 'a b' is not valid: ' ' cannot be in a host name")]
    [InlineData("\"a\\0;\": ", "f:3:3: The target 'a\\x00;' is not valid: '\\x00' cannot be in a host name")]
    [InlineData("-a: ", "f:3:3: The target '-a' is not valid: a host name cannot start with '-'")]
    [InlineData("a[20:01]: ", "f:3:3: '[20:01]' in 'a[20:01]' runs backwards; write [01:20]")]
    [InlineData("a[01:100]: ", "f:3:3: '[01:100]' in 'a[01:100]' mixes widths; write [001:100]")]
    [InlineData("a[1:100001]: ", "f:3:3: it stands for more than 100000 hosts; write a smaller range")]
    [InlineData("a[1:60000]: \n  b[1:60000]: ", "f:4:3: the inventory has more than 100000 hosts; split it into several files")]
    [InlineData("a2: \n  a[1:3]: ", "f:4:3: the host 'a2' is given twice, first on line 3; keep one")]
    [InlineData("a: \n  a: ", "f:4:3: 'a' is given twice, first on line 3; keep one")]
    [InlineData("a[1:2][1:2]: \n  a[11:12]: ", "f:4:3: the host 'a11' is given twice, first on line 3; keep one")]
    [InlineData("a: {labels: [x]}", "f:3:15: 'labels' is a list; write keys with values")]
    [InlineData("a: {labels: {x: }}", "f:3:19: the label 'x' is empty; write one text, or leave it out")]
    [InlineData("a: {labels: {x: [y]}}", "f:3:19: the label 'x' is a list; write one text")]
    [InlineData("a: {labels: {x=y: z}}", "f:3:16: 'x=y' cannot be a label; write letters, digits and . _ - / and no '-' first")]
    [InlineData("a: {labels: {x: \"y\\nz\"}}", "f:3:19: the label 'x' holds a control character; write one line of text")]
    [InlineData("a: {tags: t}", "f:3:13: 'tags' is the text 't'; write a list")]
    [InlineData("a: {tags: [-t]}", "f:3:14: '-t' cannot be a tag; write letters, digits and . _ - / and no '-' first")]
    [InlineData("a: {groups: [web]}", "f:3:16: there is no group 'web'; write 'web:' under 'groups', or remove it here")]
    public void Of_a_host(string host, string message) => Refused($"version: 1\nhosts:\n  {host}\n", message);

    [Theory]
    [InlineData("g: {user: ~}", "f:4:13: 'user' is empty; write one text, or leave it out")]
    [InlineData("g: {host: x}", "f:4:7: 'host' is not a key of a group; did you mean 'hosts'? the keys are become, children, hosts, labels, port, tags, user")]
    [InlineData("g h: ", "f:4:3: 'g h' cannot be a group; write letters, digits and . _ - / and no '-' first")]
    [InlineData("g: {hosts: [wbe1]}", "f:4:15: there is no host 'wbe1'; did you mean 'web1'?")]
    [InlineData("g: {hosts: [other]}", "f:4:15: there is no host 'other'; write 'other' under 'hosts', or remove it here")]
    [InlineData("g: {hosts: ['web[1:3]']}", "f:4:15: there is no host 'web3'; did you mean 'web1'?")]
    [InlineData("g: {hosts: ['web[3:1]']}", "f:4:15: '[3:1]' in 'web[3:1]' runs backwards; write [1:3]")]
    [InlineData("g: {hosts: ['x*']}", "f:4:15: no host matches 'x*'; write the host under 'hosts', or remove it here")]
    [InlineData("g: {hosts: [[a]]}", "f:4:15: a host of a group is a list; write one text")]
    [InlineData("g: {children: [prd]}\n  prod: ", "f:4:18: there is no group 'prd'; did you mean 'prod'?")]
    [InlineData("g: {children: [g]}", "f:4:18: the groups form a circle (g > g); remove 'g' here")]
    [InlineData("a: {children: [b]}\n  b: {children: [c]}\n  c: {children: [b]}", "f:6:18: the groups form a circle (b > c > b); remove 'b' here")]
    public void Of_a_group(string group, string message) => Refused($"version: 1\nhosts: ['web[1:2]']\ngroups:\n  {group}\n", message);

    [Fact]
    public void Of_too_much()
    {
        var deep = new StringBuilder("version: 1\nhosts: [a]\ngroups:\n");
        var many = new StringBuilder("version: 1\nhosts: [a]\ngroups:\n");
        var patterns = new StringBuilder("version: 1\nhosts: [a]\ngroups:\n  g:\n    hosts:\n");
        var members = new StringBuilder("version: 1\nhosts: ['n[00000:99999]']\ngroups:\n");
        for (var i = 0; i < 5000; i++)
        {
            if (i < 40)
            {
                deep.Append(CultureInfo.InvariantCulture, $"  g{i}: {{children: [g{i + 1}]}}\n");
            }

            many.Append(CultureInfo.InvariantCulture, $"  g{i}:\n");
            patterns.Append(CultureInfo.InvariantCulture, $"      - '{new string('*', (i % 200) + 1)}'\n");
            if (i < 11)
            {
                members.Append(CultureInfo.InvariantCulture, $"  g{i}: {{hosts: ['*']}}\n");
            }
        }

        Refused(deep.Append("  g40:\n").ToString(), "f:35:20: groups are nested more than 32 deep; flatten them");
        Refused(many.ToString(), "f:4100:3: there are more than 4096 groups; write labels instead");
        Refused(patterns.ToString(), "f:1006:9: the groups have more than 1000 names with '*' or '?'; write 'groups' at the hosts instead");
        Refused(members.ToString(), "f:14:17: the groups have more than 1000000 members in all; nest them with 'children'");
    }

    private static void Refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<YamlFileException>(() => Inventory.Parse(text, "f")).Message);
}
