package io.recaller.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.db.Storable;
import java.util.Optional;

/** How an {@link Address} is written in rows and files. */
public final class AddressJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a row's address tells the Asterisk of a call. */
    public static final String SYSTEM = "system";

    static final String LINKED_ID = "linkedId";
    private static final String CHANNEL_NAME = "channelName";

    /** Where it tells the gateway that messages pass. */
    public static final String GATEWAY = "gateway";

    private static final String ID = "id";

    /** Where it tells that nobody is on a line, and the customer is to be called back. */
    public static final String CALLBACK = "callback";

    /** Where it tells that nobody is on a line, and the customer left a message. */
    public static final String VOICEMAIL = "voicemail";

    private AddressJson() {}

    /** As it is: doors take in nothing that a row cannot hold. */
    public static ObjectNode write(Address address) {
        var json = JSON.createObjectNode();
        switch (address) {
            case Address.Call(String system, String linkedId, String channelName) -> {
                json.put(SYSTEM, system);
                json.put(LINKED_ID, linkedId);
                json.put(CHANNEL_NAME, channelName);
            }
            case Address.Thread(String gateway, String id) -> {
                json.put(GATEWAY, gateway);
                json.put(ID, id);
            }
            case Address.Nowhere nowhere -> {
                json.put(nowhere instanceof Address.Callback ? CALLBACK : VOICEMAIL, true);
                nowhere.system().ifPresent(name -> json.put(SYSTEM, name));
            }
        }
        return json;
    }

    /**
     * Of what {@link #write} gave; a name that is missing is empty, what no row can hold replaced.
     */
    public static Address read(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an address is a JSON object", e);
        }
    }

    /** As {@link #read(String)}. */
    public static Address read(JsonNode json) {
        if (json.path(CALLBACK).asBoolean()) {
            return new Address.Callback(system(json));
        }
        if (json.path(VOICEMAIL).asBoolean()) {
            return new Address.Voicemail(system(json));
        }
        return json.has(GATEWAY)
                ? new Address.Thread(text(json, GATEWAY), text(json, ID))
                : new Address.Call(
                        text(json, SYSTEM), text(json, LINKED_ID), text(json, CHANNEL_NAME));
    }

    private static Optional<String> system(JsonNode json) {
        return Optional.of(SYSTEM).filter(json::has).map(name -> text(json, name));
    }

    private static String text(JsonNode json, String name) {
        return Storable.mended(json.path(name).asText());
    }
}
