using System.Text;
using System.Text.Json.Nodes;

namespace GoEnv.Tests.ApiServer;

/// <summary>A SelfSubjectAccessReview in JSON, or in protobuf as kubectl sends it.</summary>
internal sealed record AccessReviewBody(string Verb, string Resource, string? Namespace)
{
    private static readonly byte[] Magic = [(byte)'k', (byte)'8', (byte)'s', 0];

    public static AccessReviewBody Parse(byte[] body)
    {
        if (body.AsSpan().StartsWith(Magic))
        {
            // Unknown.raw, SelfSubjectAccessReview.spec, its resourceAttributes: namespace 1, verb 2, resource 5, subresource 6.
            var attributes = Field(Field(Field(body.AsSpan(Magic.Length), 2), 2), 1);
            return Make(Text(attributes, 2), Text(attributes, 5), Text(attributes, 6), Text(attributes, 1));
        }

        var asked = JsonNode.Parse(body)!["spec"]!["resourceAttributes"]!;
        return Make((string)asked["verb"]!, (string)asked["resource"]!, (string?)asked["subresource"], (string?)asked["namespace"]);
    }

    private static AccessReviewBody Make(string verb, string resource, string? subresource, string? space) =>
        new(verb, string.IsNullOrEmpty(subresource) ? resource : $"{resource}/{subresource}", string.IsNullOrEmpty(space) ? null : space);

    private static string Text(ReadOnlySpan<byte> message, int number) => Encoding.UTF8.GetString(Field(message, number));

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int number)
    {
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            if ((tag & 7) != 2)
            {
                Varint(ref message);
                continue;
            }

            var length = Varint(ref message);
            if (tag >> 3 == number)
            {
                return message[..length];
            }

            message = message[length..];
        }

        return [];
    }

    private static int Varint(ref ReadOnlySpan<byte> message)
    {
        var (value, shift) = (0, 0);
        while (true)
        {
            var next = message[0];
            message = message[1..];
            value |= (next & 0x7f) << shift;
            shift += 7;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
