namespace Stroll.Rendering;

/// <summary>Which colour is whose.</summary>
static class Palette
{
    internal static readonly Tint FloorLight = new(0.80f, 0.80f, 0.78f);
    internal static readonly Tint FloorDark = new(0.75f, 0.75f, 0.73f);
    internal static readonly Tint Shadow = new(0.58f, 0.58f, 0.57f);
    internal static readonly Tint Wall = new(0.72f, 0.77f, 0.80f);
    internal static readonly Tint Mat = new(0.33f, 0.45f, 0.36f);
    internal static readonly Tint Back = new(0.52f, 0.52f, 0.54f);
    internal static readonly Tint Board = new(0.88f, 0.88f, 0.88f);
    internal static readonly Tint BoardBeside = new(0.80f, 0.80f, 0.81f);
    internal static readonly Tint Edge = new(0.96f, 0.96f, 0.94f);
    internal static readonly Tint Trousers = new(0.22f, 0.25f, 0.33f);
    internal static readonly Tint Shoes = new(0.12f, 0.12f, 0.13f);
    internal static readonly Tint Bag = new(0.52f, 0.40f, 0.27f);
    internal static readonly Tint Cap = new(0.95f, 0.95f, 0.95f);

    static readonly Tint Staff = new(0.15f, 0.35f, 0.22f);

    // Far apart from each other, and from the floor.
    static readonly Tint[] Shirts =
    [
        new(0.85f, 0.18f, 0.18f), new(0.13f, 0.40f, 0.82f), new(0.95f, 0.72f, 0.10f), new(0.16f, 0.60f, 0.27f), new(0.58f, 0.22f, 0.70f),
        new(0.95f, 0.45f, 0.12f), new(0.10f, 0.65f, 0.70f), new(0.92f, 0.42f, 0.65f), new(0.42f, 0.28f, 0.17f), new(0.60f, 0.78f, 0.18f),
        new(0.20f, 0.20f, 0.55f), new(0.97f, 0.95f, 0.92f),
    ];

    static readonly Tint[] Skins = [new(0.96f, 0.78f, 0.65f), new(0.85f, 0.63f, 0.48f), new(0.60f, 0.42f, 0.30f), new(0.42f, 0.29f, 0.21f)];

    static readonly Tint[] Hairs = [new(0.16f, 0.12f, 0.10f), new(0.40f, 0.26f, 0.14f), new(0.72f, 0.56f, 0.30f), new(0.62f, 0.62f, 0.63f)];

    /// <summary>Of the twelve who came one after the other no two are alike.</summary>
    internal static Tint Shirt(int person, bool isStaff) => isStaff ? Staff : Shirts[person % Shirts.Length];

    internal static Tint Skin(int person) => Skins[person * 7 / 3 % Skins.Length];

    internal static Tint Hair(int person) => Hairs[person * 5 / 3 % Hairs.Length];

    /// <summary>Of a thing; what the store does not sell is grey and brown.</summary>
    internal static Tint Goods(int kind)
    {
        if (kind < 0)
        {
            return new Tint(0.45f, 0.42f, 0.38f).Mixed(Bag, 0.5f);
        }

        // The golden section sets neighbours in the catalogue far apart on the wheel of colours.
        var hue = kind * 0.618034 % 1;
        var strength = 0.55f + (0.3f * (kind * 7 % 5 / 4f));
        return Wheel(hue, strength, 0.9f - (0.2f * (kind * 3 % 4 / 3f)));
    }

    static Tint Wheel(double hue, float strength, float value)
    {
        float Part(double offset)
        {
            var away = Math.Abs((((hue + offset) % 1) * 6) - 3) - 1;
            return value * (1 - strength + (strength * (float)Math.Clamp(away, 0, 1)));
        }

        return new(Part(0), Part(2.0 / 3), Part(1.0 / 3));
    }
}
