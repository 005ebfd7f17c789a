namespace Stroll.Units;

/// <summary>Lets code and tests say <c>250.Grams</c> and <c>300.Milliseconds</c>.</summary>
public static class UnitNames
{
    extension(double value)
    {
        /// <summary>This many grams.</summary>
        public Grams Grams => new(value);

        /// <summary>This many seconds.</summary>
        public TimeSpan Seconds => TimeSpan.FromSeconds(value);
    }

    extension(int value)
    {
        /// <summary>This many grams.</summary>
        public Grams Grams => new(value);

        /// <summary>This many milliseconds.</summary>
        public TimeSpan Milliseconds => TimeSpan.FromMilliseconds(value);

        /// <summary>This many seconds.</summary>
        public TimeSpan Seconds => TimeSpan.FromSeconds(value);
    }
}
