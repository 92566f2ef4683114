package io.recaller.desk;

import io.recaller.routing.PhoneState;

/** The phone an agent sits at, as the agent knows it, and whether it could ring now. */
public record DeskPhone(String name, PhoneState state) {}
