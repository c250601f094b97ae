@{
    Severity     = @('Error', 'Warning', 'Information')
    ExcludeRules = @(
        # Variables of BeforeAll and BeforeDiscovery are used in other blocks, which the rule does not see.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
