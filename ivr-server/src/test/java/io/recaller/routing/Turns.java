package io.recaller.routing;

/** Has a router do what there is to do now, without a thread of its own. */
public final class Turns {
    private Turns() {}

    public static void turn(Router router) {
        router.turn();
    }
}
