import type { Metadata } from "next";
import { VerifyView } from "@/components/certificates/verify-view";

export const metadata: Metadata = {
  title: "Verify a certificate or a proof",
  description:
    "Checks a certificate of erasure or a proof bundle in the browser: whether Lethe signed it, and whether it is unchanged.",
};

/** For everybody who was given a certificate or a proof, without an account: nothing of this Lethe is shown but its public keys. */
const VerifyPage = () => <VerifyView />;

export default VerifyPage;
