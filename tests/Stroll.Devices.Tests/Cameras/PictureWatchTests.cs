using CsCheck;
using Stroll.Devices.Cameras;
using Stroll.Units;

namespace Stroll.Tests.Devices.Cameras;

public sealed class PictureWatchTests
{
    const int Size = PictureWatch.Columns * PictureWatch.Rows;

    [Fact]
    public void A_lively_aisle_is_well() =>
        Assert.All(Watch(100, i => Aisle(noise: i)), trouble => Assert.Equal(CameraTrouble.None, trouble));

    [Fact]
    public void One_picture_again_and_again_is_frozen_after_three_seconds()
    {
        var troubles = Watch(60, i => Aisle(noise: Math.Min(i, 10)));

        Assert.Equal(CameraTrouble.None, troubles[40]);
        Assert.Equal(CameraTrouble.Frozen, troubles[45]);
    }

    [Fact]
    public void A_key_frame_that_draws_the_same_anew_does_not_thaw_it()
    {
        var troubles = Watch(80, i => Aisle(noise: i < 10 ? i : i / 10));

        Assert.Equal(CameraTrouble.Frozen, troubles[79]);
    }

    [Fact]
    public void A_covered_lens_is_black() => Assert.Equal(CameraTrouble.Black, Watch(80, i => i < 20 ? Aisle(i) : Dark(i))[79]);

    [Fact]
    public void A_camera_turned_elsewhere_is_moved()
    {
        var troubles = Watch(160, i => i < 100 ? Aisle(i) : Turned(i));

        Assert.Equal(CameraTrouble.None, troubles[99]);
        Assert.Equal(CameraTrouble.Moved, troubles[159]);
    }

    [Fact]
    public void Seconds_that_come_again_and_again_are_a_loop()
    {
        var troubles = Watch(160, i => Aisle(i < 80 ? i : 40 + (i % 40)));

        // From picture 80 on those from 40 on come again.
        Assert.Equal(CameraTrouble.None, troubles[90]);
        Assert.Equal(CameraTrouble.Repeated, troubles[105]);
        Assert.Equal(CameraTrouble.Repeated, troubles[159]);
    }

    [Fact]
    public void A_camera_that_shows_the_place_of_another_is_known_by_the_other()
    {
        var (aisle, door) = (new PictureWatch(PictureWatchRules.Default), new PictureWatch(PictureWatchRules.Default));
        for (var i = 0; i < 100; i++)
        {
            aisle.Step(At(i), TimeSpan.FromSeconds(0.1 * i), Aisle(i));
            door.Step(At(i), TimeSpan.FromSeconds(0.1 * i), Turned(i));
        }

        Assert.True(door.Knows(Turned(1000)));
        Assert.False(door.Knows(Aisle(1000)));
        Assert.True(aisle.Knows(Aisle(1000)));
    }

    [Fact]
    public void The_light_may_change_slowly() =>
        Assert.All(Watch(2000, i => [.. Aisle(i).Select(light => (byte)(light * (0.4 + (0.6 * i / 2000))))]), trouble => Assert.Equal(CameraTrouble.None, trouble));

    [Fact]
    public void A_clock_that_begins_anew_is_counted_and_no_trouble()
    {
        var watch = new PictureWatch(PictureWatchRules.Default);

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(CameraTrouble.None, watch.Step(At(i), TimeSpan.FromSeconds(0.1 * (i % 25)), Aisle(i)));
        }

        Assert.Equal(1, watch.ClockResets);
    }

    [Fact]
    public void Whatever_comes_it_says_something() =>
        Gen.Byte.Array[Size].Array[1, 40].Sample(pictures =>
        {
            var troubles = Watch(pictures.Length, i => pictures[i]);
            return troubles.All(Enum.IsDefined);
        });

    static List<CameraTrouble> Watch(int count, Func<int, byte[]> picture)
    {
        var watch = new PictureWatch(PictureWatchRules.Default);
        return [.. Enumerable.Range(0, count).Select(i => watch.Step(At(i), TimeSpan.FromSeconds(0.1 * i), picture(i)))];
    }

    static Instant At(int picture) => Instant.FromUnixSeconds(1_790_000_000 + (0.1 * picture));

    // Shelves left and right, a bright floor between them, and the noise of a sensor.
    static byte[] Aisle(int noise) => Light((column, row) => column is < 8 or > 23 ? 60 + (40 * (row / 3 % 2)) : 160, noise);

    static byte[] Turned(int noise) => Light((column, row) => row < 9 ? 150 + (30 * (column / 4 % 2)) : column is < 8 or > 23 ? 170 : 50, noise);

    static byte[] Dark(int noise) => Light((_, _) => 4, noise);

    static byte[] Light(Func<int, int, int> shape, int noise) =>
        [.. Enumerable.Range(0, Size).Select(i => (byte)(shape(i % PictureWatch.Columns, i / PictureWatch.Columns) + (Mixed((uint)((i * 65_536) + noise)) % 13)))];

    // The finaliser of MurmurHash3 (A. Appleby): noise that does not come again.
    static uint Mixed(uint bits)
    {
        bits = (bits ^ (bits >> 16)) * 0x85EBCA6B;
        bits = (bits ^ (bits >> 13)) * 0xC2B2AE35;
        return bits ^ (bits >> 16);
    }
}
