package io.recaller.desk;

import io.recaller.routing.ring.PhoneReachability;

/** The phone an agent sits at, as the agent knows it, and whether it could ring now. */
public record DeskPhone(String name, PhoneReachability state) {}
