package io.recaller.customer.handle;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In which time zones whoever has a number may be, by its numbering plan. Thread-safe. */
public final class NumberZones {
    private static final String WORLD = "001";

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final PhoneNumberToTimeZonesMapper areas = PhoneNumberToTimeZonesMapper.getInstance();

    /** Of a mobile usually all of its country, of others those of its area; empty: not known. */
    public Set<ZoneId> of(Handle handle) {
        if (handle.kind() != HandleKind.TEL) {
            return Set.of();
        }
        try {
            return zones(numbers.parse(handle.value(), null));
        } catch (NumberParseException _) {
            return Set.of();
        }
    }

    /**
     * Areas are told by a zone that has their time, more or less: Kaliningrad by Bucharest, Japan
     * by Shanghai. So only what is a zone of the number's own country counts.
     */
    private Set<ZoneId> zones(PhoneNumber number) {
        var country = zones(numbers.getRegionCodeForNumber(number));
        var area = new HashSet<>(country);
        area.removeIf(zone -> !areas.getTimeZonesForNumber(number).contains(zone.getId()));
        return area.isEmpty() ? country : area;
    }

    private static Set<ZoneId> zones(@Nullable String country) {
        return country == null || country.equals(WORLD)
                ? Set.of()
                : TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, country, null)
                        .stream()
                        .filter(ZoneId.getAvailableZoneIds()::contains)
                        .map(ZoneId::of)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
