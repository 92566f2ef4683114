package io.recaller.flow;

import java.time.Duration;

/** Arrived at a node on a way, its proof given, but nothing of it heard yet. */
record Leg(String node, Traveller traveller, Duration took) {
    static Leg settingOut(String from, Traveller traveller) {
        return new Leg(from, traveller, Duration.ZERO);
    }

    Leg after(Duration more) {
        return new Leg(node, traveller, took.plus(more));
    }

    Leg as(Traveller changed) {
        return new Leg(node, changed, took);
    }

    Leg to(String next) {
        return new Leg(next, traveller, took);
    }
}
