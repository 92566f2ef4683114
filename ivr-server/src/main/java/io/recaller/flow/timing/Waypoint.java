package io.recaller.flow.timing;

import java.time.Duration;

/** Arrived at a node on a way, its proof given, but nothing of it heard yet. */
record Waypoint(String node, WayState traveller, Duration took) {
    static Waypoint settingOut(String from, WayState traveller) {
        return new Waypoint(from, traveller, Duration.ZERO);
    }

    Waypoint after(Duration more) {
        return new Waypoint(node, traveller, took.plus(more));
    }

    Waypoint as(WayState changed) {
        return new Waypoint(node, changed, took);
    }

    Waypoint to(String next) {
        return new Waypoint(next, traveller, took);
    }
}
