using Mono.Cecil;
using Stroll.Units;

namespace Stroll.Tests.Architecture;

public class StageOrderTests
{
    // The architecture, in the order in which data flows. A stage may use only stages to its left. "Stroll" is what lies
    // in the root namespace: the pipeline that calls the stages. Only Replay runs it.
    static readonly string[] Order =
    [
        "Units", "Geometry", "Layout", "Observations", "Sensors", "Perception", "Tracking",
        "Interaction", "Carts", "Attribution", "Receipts", "Payments", "Review", "Stroll", "Replay",
    ];

    [Fact]
    public void Data_flows_one_way()
    {
        using var core = ModuleDefinition.ReadModule(typeof(Grams).Assembly.Location);

        Findings.None(Backward(core));
    }

    [Fact]
    public void Every_type_of_Core_belongs_to_a_stage()
    {
        using var core = ModuleDefinition.ReadModule(typeof(Grams).Assembly.Location);

        Findings.None(core.GetTypes().Where(t => Outermost(t).Namespace.Length > 0 && Stage(t) < 0).Select(t => t.FullName));
    }

    [Theory]
    [InlineData("InParent")]
    [InlineData("InInterface")]
    [InlineData("InField")]
    [InlineData("InProperty")]
    [InlineData("InEvent")]
    [InlineData("InParameter")]
    [InlineData("InReturn")]
    [InlineData("InLocal")]
    [InlineData("InCall")]
    [InlineData("InMethodArgument")]
    [InlineData("InTypeArgument")]
    [InlineData("InNestedTypeArgument")]
    [InlineData("InArray")]
    [InlineData("InConstraint")]
    [InlineData("InAttribute")]
    [InlineData("InAttributeArgument")]
    [InlineData("InParameterAttribute")]
    [InlineData("InCatch")]
    [InlineData("InTypeOf")]
    [InlineData("InLambda")]
    [InlineData("InNestedType")]
    [InlineData("InFunctionPointer")]
    public void A_planted_use_of_a_later_stage_is_found(string planted)
    {
        using var tests = ModuleDefinition.ReadModule(typeof(StageOrderTests).Assembly.Location);

        Assert.Contains(Backward(tests), found => found.StartsWith($"Stroll.Units.Planted.{planted}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_planted_use_of_an_earlier_stage_is_allowed()
    {
        using var tests = ModuleDefinition.ReadModule(typeof(StageOrderTests).Assembly.Location);

        Assert.DoesNotContain(Backward(tests), found => found.StartsWith("Stroll.Replay.Planted.", StringComparison.Ordinal));
    }

    static string[] Backward(ModuleDefinition module) =>
    [
        .. (from type in module.GetTypes()
            let stage = Stage(type)
            where stage >= 0
            from used in UsedTypes.Of(type)
            where Stage(used) > stage
            select $"{type.FullName} must not use {used.FullName}").Distinct(),
    ];

    static int Stage(TypeReference type)
    {
        var parts = Outermost(type).Namespace.Split('.');
        return parts[0] == "Stroll" ? Array.IndexOf(Order, parts.Length == 1 ? "Stroll" : parts[1]) : -1;
    }

    static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
