using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Stroll.Tests.Architecture;

/// <summary>Finds every type that the compiled form of a type mentions, wherever it mentions it.</summary>
static class UsedTypes
{
    /// <summary>
    /// Types of base, interfaces, fields, properties, events, signatures, locals, instructions, catch clauses, constraints,
    /// generic arguments and attributes. Arrays, references and generic instances are taken apart. May repeat itself.
    /// </summary>
    public static IEnumerable<TypeReference> Of(TypeDefinition type) => Mentioned(type).SelectMany(TakenApart);

    static IEnumerable<TypeReference?> Mentioned(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.Interfaces.SelectMany(InAttributes),
        .. InAttributes(type),
        .. InGenericParameters(type),
        .. type.Fields.SelectMany(f => InAttributes(f).Append(f.FieldType)),
        .. type.Properties.SelectMany(p => InAttributes(p).Append(p.PropertyType)),
        .. type.Events.SelectMany(e => InAttributes(e).Append(e.EventType)),
        .. type.Methods.SelectMany(InMethod),
    ];

    static IEnumerable<TypeReference?> InMethod(MethodDefinition method) =>
    [
        method.ReturnType,
        .. InAttributes(method),
        .. InAttributes(method.MethodReturnType),
        .. InGenericParameters(method),
        .. method.Parameters.SelectMany(p => InAttributes(p).Append(p.ParameterType)),
        .. method.Overrides.SelectMany(InReference),
        .. method.HasBody ? InBody(method.Body) : [],
    ];

    static IEnumerable<TypeReference?> InBody(MethodBody body) =>
    [
        .. body.Variables.Select(v => v.VariableType),
        .. body.ExceptionHandlers.Select(h => h.CatchType),
        .. body.Instructions.SelectMany(InInstruction),
    ];

    static IEnumerable<TypeReference?> InInstruction(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        MethodReference method => InReference(method),
        FieldReference field => [field.DeclaringType, field.FieldType],
        CallSite site => [site.ReturnType, .. site.Parameters.Select(p => p.ParameterType)],
        _ => [],
    };

    static IEnumerable<TypeReference?> InReference(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(p => p.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : Enumerable.Empty<TypeReference>(),
    ];

    static IEnumerable<TypeReference?> InGenericParameters(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(p => InAttributes(p).Concat(p.Constraints.Select(c => c.ConstraintType)));

    static IEnumerable<TypeReference?> InAttributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(a =>
            a.ConstructorArguments
                .Concat(a.Fields.Select(f => f.Argument))
                .Concat(a.Properties.Select(p => p.Argument))
                .SelectMany(InArgument)
                .Append(a.AttributeType));

    static IEnumerable<TypeReference?> InArgument(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument boxed => InArgument(boxed),
        CustomAttributeArgument[] many => many.SelectMany(InArgument).Append(argument.Type),
        _ => [argument.Type],
    };

    static IEnumerable<TypeReference> TakenApart(TypeReference? type) => type switch
    {
        null => [],
        // Its constraints are met where the parameter is declared.
        GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.Append(generic.ElementType).SelectMany(TakenApart),
        FunctionPointerType pointer => pointer.Parameters.Select(p => p.ParameterType).Append(pointer.ReturnType).SelectMany(TakenApart),
        IModifierType modified => TakenApart(modified.ModifierType).Concat(TakenApart(modified.ElementType)),
        TypeSpecification specified => TakenApart(specified.ElementType),
        _ => [type],
    };
}
