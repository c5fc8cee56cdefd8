package dev.tufa.tuf.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathScopeTest {
    @Nested
    @DisplayName("TUF §4.5 path_hash_prefixes")
    class HashPrefixes {
        /** The output of {@code printf file1.txt | sha256sum}. */
        private static final String FILE1 = "55ae75d991c770d8f3ef07cbfde124ffce9c420da5db6203afab700b27e10cf9";

        @Test
        void theDigestIsOfThePathAsItIsWritten() {
            assertThat(TargetPath.of("file1.txt").sha256()).isEqualTo(FILE1);
            assertThat(TargetPath.of("\u00e9").sha256())
                    .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
            assertThat(TargetPath.of("/file1.txt").sha256()).isNotEqualTo(FILE1);
            assertThat(TargetPath.of("file1.txt")).hasToString("file1.txt");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "5",
                    "55",
                    "55a",
                    "55A",
                    "55ae75",
                    "55AE75D991C770D8",
                    "55ae75d991c770d8f3ef07cbfde124ffce9c420da5db6203afab700b27e10cf9",
                    "55AE75D991C770D8F3EF07CBFDE124FFCE9C420DA5DB6203AFAB700B27E10CF9"
                })
        void aPrefixInEitherCaseCovers(String prefix) {
            assertThat(covers(prefix)).isTrue();
            assertThat(covers("0", prefix)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "4",
                    "6",
                    "5a",
                    "55ae76",
                    "5ae7",
                    "55ae75d991c770d8f3ef07cbfde124ffce9c420da5db6203afab700b27e10cf90",
                    "65ae75d991c770d8f3ef07cbfde124ffce9c420da5db6203afab700b27e10cf9"
                })
        void anotherPrefixDoesNot(String prefix) {
            assertThat(covers(prefix)).isFalse();
        }

        @Test
        void noPrefixCoversNothing() {
            assertThat(covers()).isFalse();
        }

        private static boolean covers(String... prefixes) {
            return new PathScope.HashPrefixes(List.of(prefixes)).covers(TargetPath.of("file1.txt"));
        }
    }

    @Nested
    @DisplayName("TUF §4.5 paths")
    class Paths {
        @Test
        void anyPatternCovers() {
            PathScope scope = new PathScope.Paths(List.of(new PathPattern("a/*"), new PathPattern("b")));
            assertThat(scope.covers(TargetPath.of("a/x"))).isTrue();
            assertThat(scope.covers(TargetPath.of("b"))).isTrue();
            assertThat(scope.covers(TargetPath.of("a"))).isFalse();
            assertThat(scope.covers(TargetPath.of("a/x/y"))).isFalse();
        }

        @Test
        void noPatternCoversNothing() {
            assertThat(new PathScope.Paths(List.of()).covers(TargetPath.of(""))).isFalse();
        }
    }

    @Nested
    @DisplayName("TAP 15 hash bins")
    class Bins {
        @ParameterizedTest
        @CsvSource({
            // sha256(file1.txt) = 55ae75d9… = 0101 0101 1010 1110 0111 0101 1101 1001
            "1, bin-0",
            "2, bin-1",
            "3, bin-2",
            "4, bin-5",
            "5, bin-0a",
            "7, bin-2a",
            "8, bin-55",
            "9, bin-0ab",
            "12, bin-55a",
            "14, bin-156b",
            "16, bin-55ae",
            "17, bin-0ab5c",
            "31, bin-2ad73aec",
            "32, bin-55ae75d9"
        })
        void theBinOfATarget(int bitLength, String expected) {
            SuccinctRoles bins = bins(bitLength, "bin");
            assertThat(bins.binFor(TargetPath.of("file1.txt"))).isEqualTo(expected);
            assertThat(bins.isBin(expected)).isTrue();
        }

        /** sha256(file2.txt) = 04e2f594…, sha256(a) = ca978112… */
        @ParameterizedTest
        @CsvSource({
            "file2.txt, 1, bin-0",
            "file2.txt, 14, bin-0138",
            "file2.txt, 32, bin-04e2f594",
            "a, 1, bin-1",
            "a, 14, bin-32a5",
            "a, 32, bin-ca978112"
        })
        void otherTargets(String path, int bitLength, String expected) {
            assertThat(bins(bitLength, "bin").binFor(TargetPath.of(path))).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "1, 0, bin-0",
            "1, 1, bin-1",
            "4, 15, bin-f",
            "5, 31, bin-1f",
            "8, 0, bin-00",
            "8, 255, bin-ff",
            "14, 16383, bin-3fff",
            "32, 0, bin-00000000",
            "32, 4294967295, bin-ffffffff"
        })
        void namesHaveAsManyDigitsAsTheLastOneNeeds(int bitLength, long number, String expected) {
            assertThat(bins(bitLength, "bin").binName(number)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"1, 2", "8, 256", "14, 16384", "31, 2147483648", "32, 4294967296"})
        void thereAreTwoToThePowerOfBitLength(int bitLength, long count) {
            assertThat(bins(bitLength, "bin").count()).isEqualTo(count);
        }

        @Test
        void everyBinIsOne() {
            for (int bitLength : new int[] {1, 4, 5, 8}) {
                SuccinctRoles bins = bins(bitLength, "x-y");
                Set<String> names = new TreeSet<>();
                for (long number = 0; number < bins.count(); number++) {
                    names.add(bins.binName(number));
                    assertThat(bins.isBin(bins.binName(number))).isTrue();
                }
                assertThat(names).hasSize(1 << bitLength);
                assertThat(names.stream().map(String::length).distinct()).hasSize(1);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "bin-20",
                    "bin-ff",
                    "bin-0",
                    "bin-000",
                    "bin-1F",
                    "bin-1g",
                    "bin--1",
                    "bin1f",
                    "bin_1f",
                    "Bin-1f",
                    "xbin-1f",
                    "bin-1f ",
                    "bin-+f",
                    "bin-",
                    "bin",
                    "",
                    "-1f",
                    "bin-\uff11f"
                })
        void otherNamesAreNot(String name) {
            assertThat(bins(5, "bin").isBin(name)).isFalse();
        }

        @Test
        void thePrefixMayBeEmpty() {
            assertThat(bins(1, "").binName(1)).isEqualTo("-1");
            assertThat(bins(1, "").isBin("-1")).isTrue();
            assertThat(bins(1, "").isBin("1")).isFalse();
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 33})
        void bitLengthsOutsideOf1To32AreRefused(int bitLength) {
            assertThatThrownBy(() -> bins(bitLength, "bin"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("bit_length: expected 1 to 32, got " + bitLength);
        }

        private static SuccinctRoles bins(int bitLength, String namePrefix) {
            return new SuccinctRoles(Role.of(Set.of("k"), 1), bitLength, namePrefix);
        }
    }
}
