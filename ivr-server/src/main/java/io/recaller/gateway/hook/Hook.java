package io.recaller.gateway.hook;

/** One door that others call. Any thread; blocking. */
public interface Hook {
    /** Its gateway, as the settings name it: the last part of its address. */
    String gateway();

    /** What is answered; what it throws is logged, and the caller is told to come again. */
    HookAnswer hear(HookCall call);
}
