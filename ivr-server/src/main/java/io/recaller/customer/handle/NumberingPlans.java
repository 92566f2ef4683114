package io.recaller.customer.handle;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What libphonenumber knows of the world's numbering plans. Thread-safe. */
final class NumberingPlans {
    private static final String WORLD = "001";
    private static final int LEAST_DIGITS = 6;

    /** Nobody calls from these. */
    private static final Set<PhoneNumberType> NOBODYS =
            Set.of(PhoneNumberType.PREMIUM_RATE, PhoneNumberType.VOICEMAIL);

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final MetadataSource plans =
            DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource();

    /** Whether the number is in a range that was given out. */
    boolean isAssigned(PhoneNumber number) {
        return numbers.isValidNumber(number);
    }

    /**
     * Whether the plan has room for it: a range may have been given out after our copy of the plans
     * was made.
     */
    boolean hasRoomFor(PhoneNumber number) {
        var national = numbers.getNationalSignificantNumber(number);
        return national.length() >= LEAST_DIGITS
                && numbers.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                && numbers.getRegionCodesForCountryCode(number.getCountryCode()).stream()
                        .flatMap(region -> general(region, number.getCountryCode()))
                        .anyMatch(pattern -> pattern.matcher(national).matches());
    }

    private Stream<Pattern> general(String region, int countryCode) {
        PhoneMetadata plan = plan(region, countryCode);
        return plan == null
                ? Stream.empty()
                : Stream.of(Pattern.compile(plan.getGeneralDesc().getNationalNumberPattern()));
    }

    private @Nullable PhoneMetadata plan(String region, int countryCode) {
        return region.equals(WORLD)
                ? plans.getMetadataForNonGeographicalRegion(countryCode)
                : plans.getMetadataForRegion(region);
    }

    /** Whether somebody could call from it. */
    boolean mayCall(PhoneNumber number) {
        return !NOBODYS.contains(numbers.getNumberType(number));
    }
}
