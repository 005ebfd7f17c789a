// Wrong on purpose: each type here uses a later stage in one way, so that the test of the stage order is seen to find it.
#pragma warning disable CA1812, CA1859, CA1823, CA1852, CS0067, CS0169, CS0649, IDE0044, IDE0051, IDE0052, IDE0060
using Stroll.Replay.Planted;

namespace Stroll.Units.Planted
{
    class InParent : Later;

    class InInterface : ILater;

    class InField
    {
        Later? _later;
    }

    class InProperty
    {
        static Later? Property => null;
    }

    class InEvent
    {
        event Action<Later>? Event;
    }

    class InParameter
    {
        static void Method(Later later)
        {
        }
    }

    class InReturn
    {
        static Later? Method() => null;
    }

    class InLocal
    {
        static void Method(Func<object> make)
        {
            for (var later = (LaterValue)make(); later.Value > 0; later.Value--)
            {
                make();
            }
        }
    }

    class InCall
    {
        static void Method() => LaterStatic.Call();
    }

    class InMethodArgument
    {
        static object Method() => Array.Empty<Later>();
    }

    class InTypeArgument : List<Later>;

    class InNestedTypeArgument
    {
        Dictionary<string, List<Later[]>>? _field;
    }

    class InArray
    {
        Later[][]? _field;
    }

    class InConstraint
    {
        static void Method<T>()
            where T : ILater
        {
        }
    }

    [LaterMark]
    class InAttribute;

    [EarlierMark(typeof(Later))]
    class InAttributeArgument;

    class InParameterAttribute
    {
        static void Method([LaterMark] int number)
        {
        }
    }

    class InCatch
    {
        static void Method(Action action)
        {
            try
            {
                action();
            }
            catch (LaterException)
            {
                action();
            }
        }
    }

    class InTypeOf
    {
        static string Method() => typeof(Later).Name;
    }

    class InLambda
    {
        static Func<object> Method() => () => new Later();
    }

    class InNestedType
    {
        class Nested
        {
            Later? _later;
        }
    }

    unsafe class InFunctionPointer
    {
        delegate*<Later, void> _field;
    }

    [AttributeUsage(AttributeTargets.All)]
    sealed class EarlierMarkAttribute(Type type) : Attribute
    {
        public Type Type => type;
    }
}

namespace Stroll.Replay.Planted
{
    class Later;

    interface ILater;

    struct LaterValue
    {
        public int Value;
    }

    class LaterException : Exception;

    static class LaterStatic
    {
        public static void Call()
        {
        }
    }

    [AttributeUsage(AttributeTargets.All)]
    sealed class LaterMarkAttribute : Attribute;

    class UsesEarlier
    {
        Units.Planted.InParent? _field;
        Units.Grams _grams;
    }
}
