package io.recaller.flow;

/** What can be asked for in words anywhere in a flow; VoiceXML's word for such commands. */
public enum Universal {
    PERSON,
    /** How the open requests stand. */
    STATUS,
    /** The menu before. */
    BACK
}
