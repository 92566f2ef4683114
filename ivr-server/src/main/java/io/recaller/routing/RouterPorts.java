package io.recaller.routing;

/** What the router needs from the floors around it. */
public record RouterPorts(
        AgentPhones phones, Cards cards, ScreenNames names, ContactOutcomes contacts) {}
