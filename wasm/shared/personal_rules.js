// personal_rules.js: the rules of findings that say that a payload contains personal data. docs/derive.js makes
// this file from src/tables/detectors.def and findings.def.

export const PERSONAL_RULES = `
  home_path root_path drive_path unc_path env_path url email host_name ipv4 ipv6 mac vendor_key jwt
  pem_block ssh_key auth_pair product_key seed_phrase phone card_number iban ssn imei sid national_id
  person_name street_address absolute_path relative_path public_host uuid cloud_id command_line
  coordinates high_entropy blocked_value blocked_prefix hidden_field personal_field made_id
`.match(/\S+/g)
