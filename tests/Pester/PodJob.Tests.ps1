Describe 'New-PodGoAuditJob' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../out/GoEnv') -Force
        $before = $env:KUBECONFIG
        $env:KUBECONFIG = Join-Path $TestDrive 'none.conf'
        $given = @{ Image = 'registry.example/goenvctl:1'; Namespace = 'apps' }
    }

    AfterAll {
        $env:KUBECONFIG = $before
    }

    It 'writes YAML without a cluster where all is given' {
        $yaml = New-PodGoAuditJob @given -KubernetesVersion 1.36 -Shards 3
        $yaml | Should -HaveCount 1
        ([regex]::Matches($yaml, '(?m)^kind: (\w+)$').ForEach({ $_.Groups[1].Value })) | Should -Be 'ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'Job'
        $yaml | Should -Match '(?s)- pods/exec\n +verbs:\n +- create\n +- get'
        $yaml | Should -Match 'completionMode: Indexed'
        $yaml | Should -Match 'readOnlyRootFilesystem: true'
    }

    It 'writes a CronJob of the version that the release has' {
        New-PodGoAuditJob @given -KubernetesVersion 1.20 -Schedule '0 3 * * *' | Should -Match '(?m)^apiVersion: batch/v1beta1$'
        New-PodGoAuditJob @given -KubernetesVersion v1.35.2+k3s1 -Schedule '0 3 * * *' | Should -Match '(?m)^apiVersion: batch/v1$'
    }

    It 'refuses what the release has not, and what cannot be' {
        { New-PodGoAuditJob @given -KubernetesVersion 1.20 -Shards 3 } | Should -Throw -ErrorId 'ParameterInvalid,*'
        { New-PodGoAuditJob @given -KubernetesVersion newest } | Should -Throw -ErrorId 'ParameterInvalid,*'
        { New-PodGoAuditJob Audit @given -KubernetesVersion 1.36 } | Should -Throw -ErrorId 'ParameterInvalid,*'
    }

    It 'asks the cluster for its release, and says where there is none' {
        { New-PodGoAuditJob @given } | Should -Throw -ErrorId 'ClientConfigInvalid,*'
        { Receive-PodGoAudit } | Should -Throw -ErrorId 'ClientConfigInvalid,*'
    }
}
