using System.Text.Json;
using GoEnv.Reports;
using GoEnv.Secrets;
using GoEnv.Text;

namespace GoEnv.Changes;

/// <summary>
/// A plan as a JSON file, which module/schemas/plan.schema.json describes. For its owner only: it holds files of targets. A file that
/// holds what could be a secret is in it as a sum; the change is then planned again from its remedies when it is applied.
/// </summary>
public static class PlanFile
{
    /// <summary>Writes a plan; <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot, <see cref="PlanException"/> when a secret would be in it.</summary>
    public static void Write(string path, ChangePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan = plan with { Changes = plan.Changes.Select(ForPlan).ToList() };
        using var file = AtomicFile.Create(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var text = new StreamWriter(file.Stream, leaveOpen: true))
        {
            text.Write(GoEnvJson.Write(plan, indented: true));
            text.Write('\n');
        }

        file.Commit();
    }

    private static Change ForPlan(Change change)
    {
        if (!change.HoldsSecret)
        {
            return change with { Remedies = [] };
        }

        return SecretText.IsIn(JsonSerializer.Serialize(change.Remedies, GoEnvJson.Options))
            ? throw new PlanException($"The change of {change.Target.Name} would write what could be a secret, which no plan holds; apply it without a plan.")
            : change;
    }

    /// <summary>Reads a plan; <see cref="FormatException"/> says what is wrong with it.</summary>
    public static ChangePlan Read(string path)
    {
        var read = GoEnvJson.Read(File.ReadAllText(path));
        if (read is not ChangePlan plan)
        {
            throw new FormatException($"{path} is no plan.");
        }

        foreach (var change in plan.Changes)
        {
            if (!ChangeId.IsValid(change.Id) || change.Steps.Count == 0 || change.Steps.OfType<FileStep>().Any(step => !step.Path.StartsWith('/')))
            {
                throw new FormatException($"{path}: the change '{TargetText.Clean(change.Id)}' is not well formed.");
            }
        }

        return plan;
    }
}
